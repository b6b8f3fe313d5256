import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";

import { writeCell } from "./cells.js";
import { FORMATS } from "./formats.js";
import { describe } from "./import.js";
import { Progress } from "./progress.js";

/**
 * Writes the items of a table into a file, or to standard output.
 *
 * @param {import("./endpoint.js").Endpoint} endpoint
 * @param {{ table: string, path?: string, format: string, delimiter?: string }} choices
 * @param {NodeJS.WriteStream} output for progress
 * @returns {Promise<number>} how many there were
 */
export async function exportItems(endpoint, { table, path, format, delimiter }, output) {
  const description = await describe(endpoint, table);
  const progress = new Progress(output, "exported", description.ItemCount);
  const columns = format === "csv" ? await findColumns(endpoint, description) : undefined;
  const writer = FORMATS[format].writer({ columns, delimiter });
  const target = new Target(path);
  let count = 0;
  await target.write(writer.head());
  for await (const items of pages(endpoint, description.TableName)) {
    await target.write(items.map(writer.row).join(""));
    count += items.length;
    progress.tell(count, count);
  }
  await target.end();
  progress.end(count, path ? `to ${path}` : `of ${table}`);
  const note = writer.note();
  if (note) output.write(`${note}\n`);
  return count;
}

async function* pages(endpoint, TableName) {
  let ExclusiveStartKey;
  do {
    const page = await endpoint.call("Scan", { TableName, ConsistentRead: true, ExclusiveStartKey });
    yield page.Items;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** The columns of a table: its key first, then what its items have, each with the types of its values. */
async function findColumns(endpoint, { TableName, KeySchema }) {
  const columns = new Map(KeySchema.map(({ AttributeName }) => [AttributeName, new Set()]));
  for await (const items of pages(endpoint, TableName)) {
    for (const [name, value] of items.flatMap(Object.entries)) {
      if (!columns.has(name)) columns.set(name, new Set());
      columns.get(name).add(writeCell(value).type);
    }
  }
  return columns;
}

/** Where the text goes, no faster than it is taken. */
class Target {
  /** Resolves when a file is written, rejects as soon as it cannot be. */
  #done;
  #stream;

  constructor(path) {
    const file = path ? createWriteStream(path) : process.stdout;
    this.#stream = path?.endsWith(".gz") ? createGzip() : file;
    if (this.#stream !== file) this.#stream.pipe(file);
    this.#done = path && finished(file);
    // It is waited for where something is written.
    this.#done?.catch(() => {});
  }

  async write(text) {
    if (text === "" || this.#stream.write(text)) return;
    await Promise.race([once(this.#stream, "drain"), this.#done].filter(Boolean));
  }

  async end() {
    if (!this.#done) return;
    this.#stream.end();
    await this.#done;
  }
}
