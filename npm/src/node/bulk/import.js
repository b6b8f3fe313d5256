import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";

import { pause } from "./endpoint.js";
import { FORMATS, LineError } from "./formats.js";
import { counted, Progress } from "./progress.js";

/** A BatchWriteItem takes so many items, and less than 16 MB. */
const BATCH = 25;
const BATCH_BYTES = 8 << 20;

/** After so many batches in a row of which nothing was done, the import gives up. */
const PATIENCE = 20;

/**
 * Writes the items of a file into a table.
 *
 * @param {import("./endpoint.js").Endpoint} endpoint
 * @param {{ table: string, path: string, format: string, types: Map<string, string>, delimiter?: string }} choices
 * @param {NodeJS.WriteStream} output for progress
 * @returns {Promise<number>} how many there were
 */
export async function importItems(endpoint, { table, path, format, types, delimiter }, output) {
  const description = await describe(endpoint, table);
  const { size } = await stat(path);
  const progress = new Progress(output, "imported", size);
  const source = new Source(path);
  const writer = new Writer(endpoint, table, description.KeySchema);
  try {
    for await (const row of FORMATS[format].read(source.stream, { types: typesOf(description, types), delimiter })) {
      await writer.add(row);
      progress.tell(writer.count, source.bytes);
    }
    await writer.flush();
  } catch (error) {
    progress.interrupt();
    throw told(error, path, writer.count);
  }
  progress.end(writer.count, `into ${table}`);
  return writer.count;
}

export async function describe(endpoint, table) {
  return (await endpoint.call("DescribeTable", { TableName: table })).Table;
}

/** Keys have the types of the table, all else is text unless it is said otherwise. */
function typesOf({ AttributeDefinitions }, given) {
  const keys = new Map(AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]));
  return { given, of: (name) => given.get(name) ?? keys.get(name) ?? "S" };
}

function told(error, path, count) {
  if (error.code?.startsWith("Z_")) return new Error(`${path} cannot be decompressed: ${error.message} (imported before it: ${counted(count)})`);
  if (!(error instanceof LineError)) return error;
  return new Error(`${path}:${error.line}: ${error.message} (imported before it: ${counted(count)})`);
}

/** The bytes of a file, compressed or not, and how many of them were read. */
class Source {
  bytes = 0;

  constructor(path) {
    const raw = createReadStream(path);
    raw.on("data", (chunk) => (this.bytes += chunk.length));
    this.stream = path.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
    raw.on("error", (error) => this.stream.destroy(error));
  }
}

/** Writes in batches, in the order of the file. */
class Writer {
  /** How many items are written. */
  count = 0;
  #bytes = 0;
  #endpoint;
  #keys;
  #named = new Set();
  #rows = [];
  #table;

  constructor(endpoint, table, schema) {
    this.#endpoint = endpoint;
    this.#table = table;
    this.#keys = schema.map(({ AttributeName }) => AttributeName);
  }

  /** @param {import("./formats.js").Row} row */
  async add(row) {
    const key = JSON.stringify(this.#keys.map((name) => row.item[name]));
    const bytes = JSON.stringify(row.item).length;
    // A batch may not write one item twice.
    if (this.#rows.length >= BATCH || this.#bytes + bytes > BATCH_BYTES || this.#named.has(key)) await this.flush();
    this.#rows.push(row);
    this.#named.add(key);
    this.#bytes += bytes;
  }

  async flush() {
    const rows = this.#rows;
    [this.#rows, this.#bytes] = [[], 0];
    this.#named.clear();
    if (rows.length === 0) return;
    try {
      await this.#write(rows.map(({ item }) => ({ PutRequest: { Item: item } })));
      this.count += rows.length;
    } catch (error) {
      if (!["ValidationException", "SerializationException"].includes(error.name)) throw error;
      await this.#writeEach(rows);
    }
  }

  async #write(requests) {
    let left = requests;
    for (let attempt = 0; left.length > 0; ) {
      const { UnprocessedItems = {} } = await this.#endpoint.call("BatchWriteItem", { RequestItems: { [this.#table]: left } });
      const still = UnprocessedItems[this.#table] ?? [];
      attempt = still.length < left.length ? 0 : attempt + 1;
      if (attempt > PATIENCE) throw new Error("the table takes no more items: it has too little throughput");
      left = still;
      if (left.length > 0) await pause(attempt + 1);
    }
  }

  /** What is refused in a batch says not which item is wrong. */
  async #writeEach(rows) {
    for (const { item, line } of rows) {
      try {
        await this.#endpoint.call("PutItem", { TableName: this.#table, Item: item });
        this.count += 1;
      } catch (error) {
        throw new LineError(line, `${error.name}: ${error.message}`);
      }
    }
  }
}
