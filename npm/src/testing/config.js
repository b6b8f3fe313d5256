import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const NAMES = ["mjs", "cjs", "js", "json"].map((extension) => `dynatab.config.${extension}`);

/**
 * The options in the `dynatab.config` file of a project: of the folder that tests run in, or of the nearest one above.
 *
 * @returns {Promise<object>} without a file, no options
 */
export async function readConfig(folder = process.cwd()) {
  const path = findConfig(folder);
  if (!path) return {};
  const options = path.endsWith(".json") ? JSON.parse(readFileSync(path, "utf8")) : await load(path);
  const { tables, ...others } = typeof options === "function" ? await options() : options;
  return tables === undefined ? others : { ...others, tables: beside(dirname(path), tables) };
}

/** Paths are those of the file that names them. */
function beside(folder, tables) {
  if (Array.isArray(tables)) return tables.map((source) => beside(folder, source));
  return typeof tables === "string" ? resolve(folder, tables) : tables;
}

/** Jest can load no ES module from CommonJS, so that what is CommonJS has to be loaded as such. */
async function load(path) {
  if (!path.endsWith(".mjs")) {
    try {
      return require(path);
    } catch (error) {
      if (!["ERR_REQUIRE_ESM", "ERR_REQUIRE_ASYNC_MODULE"].includes(error.code)) throw error;
    }
  }
  return (await import(pathToFileURL(path).href)).default;
}

function findConfig(folder) {
  const path = NAMES.map((name) => join(folder, name)).find((name) => existsSync(name));
  const above = dirname(folder);
  return path ?? (above === folder ? undefined : findConfig(above));
}
