import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

import { isPlainObject, show } from "../options.js";
import { isTemplate, tablesOf } from "./template.js";

const HELP = "write a list of CreateTable inputs, a template of CloudFormation or SAM, the path of one, or a function that creates tables";

/**
 * The requests that create the tables which `source` describes.
 *
 * @param {object[] | object | string} source CreateTable inputs, a template, or the path of a template or of a folder that `cdk synth` wrote
 * @param {object} stack see {@link tablesOf}
 * @returns {[operation: string, input: object, region?: string][]} see {@link tablesOf}
 * @throws {TypeError} for what describes no tables
 */
export function readTables(source, stack) {
  if (Array.isArray(source)) return source.flatMap((element) => readTables(element, stack));
  if (typeof source === "string" || source instanceof URL) return readFiles(source).flatMap((document) => readTables(document, stack));
  if (isTemplate(source)) return tablesOf(source, stack);
  if (isPlainObject(source) && typeof source.TableName === "string") return [["CreateTable", source]];
  throw new TypeError(`tables cannot be ${show(source)}: ${HELP}`);
}

/** Documents of a file, or of all templates in a folder. */
function readFiles(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new TypeError(`tables: there is no file or folder ${path}: write a path from ${process.cwd()}, or a whole one`);
  if (!found.isDirectory()) return [readDocument(path)];
  const names = readdirSync(path).filter((name) => name.endsWith(".template.json"));
  if (names.length === 0) throw new TypeError(`tables: there is no *.template.json in ${path}: write the folder that \`cdk synth\` writes, usually cdk.out`);
  return names.sort().map((name) => readDocument(join(String(path), name)));
}

function readDocument(path) {
  const text = readFileSync(path, "utf8");
  try {
    return JSON.parse(extname(String(path)) === ".json" ? text : toJson(text));
  } catch (error) {
    throw new TypeError(`tables: ${path} cannot be read: ${error.message}`, { cause: error });
  }
}

/** YAML as JSON. Each text is read once for all contexts of this thread, such as those that Jest makes for each test file. */
function toJson(yaml) {
  const key = `dynatab: ${yaml}`;
  const known = getEnvironmentData(key);
  if (known !== undefined) return known;
  const json = JSON.stringify(require("./yaml.js").parseTemplate(yaml));
  setEnvironmentData(key, json);
  return json;
}
