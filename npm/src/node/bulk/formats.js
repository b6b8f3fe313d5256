import { createInterface } from "node:readline";

import { parse as parseCsv } from "csv-parse";
import { stringify as stringifyCsv } from "csv-stringify/sync";

import { readCell, writeCell } from "./cells.js";
import { readPlain, writePlain } from "./plain.js";

/** @typedef {{ item: Record<string, object>, line: number }} Row an item in DynamoDB's form, and where it stands */

/**
 * The formats by their names: how items are read from a stream of bytes, and how a writer is made.
 */
export const FORMATS = {
  "dynamodb-json": { read: (stream) => readLines(stream, readDynamoDbJson), writer: () => lineWriter((item) => JSON.stringify({ Item: item })) },
  jsonl: { read: (stream) => readLines(stream, readPlain), writer: plainWriter },
  csv: { read: readCsv, writer: csvWriter },
};

const EXTENSIONS = { json: "dynamodb-json", jsonl: "jsonl", ndjson: "jsonl", csv: "csv" };

/** The format that the name of a file tells, or `undefined`. */
export function formatOf(path) {
  return EXTENSIONS[path.replace(/\.gz$/, "").split(".").at(-1)?.toLowerCase()];
}

/** What is wrong with a line of a file. */
export class LineError extends Error {
  constructor(line, message) {
    super(message);
    this.line = line;
  }
}

async function* readLines(stream, read) {
  let line = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    line += 1;
    const content = line === 1 ? text.replace(/^\uFEFF/, "") : text;
    if (content.trim() === "") continue;
    yield { item: at(line, () => read(content)), line };
  }
}

function at(line, read) {
  try {
    return read();
  } catch (error) {
    throw new LineError(line, error.message);
  }
}

/** Exports of DynamoDB hold an object with the item in each line; the item alone is taken as well. */
function readDynamoDbJson(text) {
  const object = JSON.parse(text);
  const item = isObject(object?.Item) && Object.keys(object).length === 1 && !isValue(object.Item) ? object.Item : object;
  if (!isObject(item)) throw new Error("this is no JSON object");
  const wrong = Object.entries(item).find(([, value]) => !isValue(value));
  if (!wrong) return item;
  throw new Error(`the attribute ${JSON.stringify(wrong[0])} is no value in DynamoDB's form, such as {"S":"text"}; for plain JSON write --format jsonl`);
}

const TYPES = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isValue = (value) => isObject(value) && Object.keys(value).length === 1 && TYPES.includes(Object.keys(value)[0]);

/** An empty cell is no attribute. */
async function* readCsv(stream, { types, delimiter }) {
  const parser = stream.pipe(parseCsv({ bom: true, info: true, delimiter, skip_empty_lines: true }));
  stream.on("error", (error) => parser.destroy(error));
  let names;
  try {
    for await (const { record, info } of parser) {
      if (names) yield { item: at(info.lines, () => itemOf(names, record, types)), line: info.lines };
      else names = header(record, types, info.lines);
    }
  } catch (error) {
    throw error.code?.startsWith("CSV_") ? new LineError(error.lines, error.message) : error;
  }
}

function header(names, types, line) {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new LineError(line, `the column ${JSON.stringify(twice)} is there twice`);
  const missing = [...types.given.keys()].find((name) => !names.includes(name));
  if (missing === undefined) return names;
  throw new LineError(line, `there is no column ${JSON.stringify(missing)} that --type could tell the type of`);
}

function itemOf(names, cells, types) {
  const filled = names.map((name, index) => [name, cells[index]]).filter(([, text]) => text !== "");
  return Object.fromEntries(filled.map(([name, text]) => [name, named(name, () => readCell(text, types.of(name)))]));
}

function named(name, read) {
  try {
    return read();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}

/** A writer turns items into text, and says at the end what whoever reads it should know. */
function lineWriter(write, note = () => undefined) {
  return { head: () => "", row: (item) => `${write(item)}\n`, note };
}

function plainWriter() {
  const losses = new Set();
  const told = () => losses.size > 0 && `JSON has no ${[...losses].join(", ")}: these were written as text and lists; --format dynamodb-json keeps them`;
  return lineWriter((item) => writePlain(item, losses), () => told() || undefined);
}

/** Columns are known before the first row; of a column whose values are of several types each is written whole. */
function csvWriter({ columns, delimiter }) {
  const line = (cells) => stringifyCsv([cells], { delimiter });
  const types = [...columns].map(([name, kinds]) => [name, kinds.size === 1 ? [...kinds][0] : "JSON"]);
  const cell = (value, type) => (value === undefined ? "" : type === "JSON" ? JSON.stringify(value) : writeCell(value).text);
  const told = types.filter(([, type]) => type !== "S").map(([name, type]) => `--type ${JSON.stringify(`${name}=${type}`)}`);
  return {
    head: () => line([...columns.keys()]),
    // An attribute may have a name that every object answers to, such as "constructor".
    row: (item) => line(types.map(([name, type]) => cell(Object.hasOwn(item, name) ? item[name] : undefined, type))),
    note: () => (told.length > 0 ? `to import it again, add ${told.join(" ")}` : undefined),
  };
}
