import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { EmulatorError } from "../emulator-error.js";

/** So many entries are read at once, or so many bytes of them. */
const READ_AT_ONCE = 10_000;
const BYTES_AT_ONCE = 1 << 20;
/** The length of an entry that is deleted. */
const DELETED = 0xffffffff;

/**
 * Opens a store in a folder, by the package `classic-level`.
 *
 * @param {string} folder which is made if it is not there
 * @param {{ Entries: object }} instance
 * @returns {Promise<{ store: import("../storage/storage.js").Store, entries: object }>}
 */
export async function openLevel(folder, { Entries }) {
  const { ClassicLevel } = await load();
  const level = new ClassicLevel(folder, { keyEncoding: "buffer", valueEncoding: "buffer" });
  await level.open().catch((error) => {
    throw unavailable(folder, error.cause ?? error);
  });
  return { store: new LevelStore(level, folder), entries: await readAll(level, new Entries()) };
}

function load() {
  return import("classic-level").catch((cause) => {
    throw new EmulatorError("STORAGE_UNAVAILABLE", "what is kept in a folder is kept by the package classic-level, which is not installed: npm install classic-level", { cause });
  });
}

/** A mirror in a folder. */
class LevelStore {
  #folder;
  #level;

  constructor(level, folder) {
    this.#level = level;
    this.#folder = folder;
  }

  write(edits, strict) {
    const bytes = edits.to_bytes();
    edits.free();
    return this.#level.batch(operations(bytes), { sync: strict });
  }

  async usage() {
    const names = await readdir(this.#folder);
    const sizes = names.map((name) => stat(join(this.#folder, name)).then(({ size }) => size, () => 0));
    return { bytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0), quota: undefined };
  }

  /** Nobody clears a folder to make room. */
  async persist() {
    return true;
  }

  close() {
    return this.#level.close();
  }

  async destroy() {
    await this.#level.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Reads all entries, in pieces as `src/stored/edits.rs` writes those that are put.
 *
 * @returns {Promise<object | undefined>} `entries`, unless what is there are none
 */
async function readAll(level, entries) {
  const iterator = level.iterator({ highWaterMarkBytes: BYTES_AT_ONCE });
  try {
    for (let some = await iterator.nextv(READ_AT_ONCE); some.length > 0; some = await iterator.nextv(READ_AT_ONCE)) {
      if (!entries.add(Buffer.concat(some.flatMap(([key, value]) => [lengths(key.length, value.length), key, value])))) return undefined;
    }
  } finally {
    await iterator.close();
  }
  return entries;
}

function lengths(key, value) {
  const both = Buffer.alloc(8);
  both.writeUInt32LE(key, 0);
  both.writeUInt32LE(value, 4);
  return both;
}

/** The edits that `src/stored/edits.rs` has written. */
function operations(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all = [];
  for (let at = 0; at < bytes.length; ) {
    const [keyLength, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    const valueLength = length === DELETED ? 0 : length;
    const keyEnd = at + 8 + keyLength;
    const key = Buffer.from(bytes.buffer, bytes.byteOffset + at + 8, keyLength);
    const value = Buffer.from(bytes.buffer, bytes.byteOffset + keyEnd, valueLength);
    all.push(length === DELETED ? { type: "del", key } : { type: "put", key, value });
    at = keyEnd + valueLength;
  }
  return all;
}

function unavailable(folder, cause) {
  const reason = cause.code === "LEVEL_LOCKED" ? "another process has it open" : cause.message;
  return new EmulatorError("STORAGE_UNAVAILABLE", `the folder ${folder} cannot be opened: ${reason}`, { cause });
}
