import { EmulatorError } from "../emulator-error.js";
import { connectionLost } from "../storage/connection-lost.js";

/**
 * Opens a store in IndexedDB.
 *
 * @param {string} name
 * @param {{ IndexedDb: object }} instance
 * @param {import("../storage/tabs.js").Leader} leader for whom it is; nobody else can write from then on
 * @returns {Promise<{ store: import("../storage/storage.js").Store, entries: object }>}
 */
export async function openIndexedDb(name, { IndexedDb }, { id, others, lost }) {
  const ending = new AbortController();
  const end = ({ type }) => {
    if (type === "close") ending.abort(new Error("the browser has closed the database"));
    lost();
  };
  const database = await IndexedDb.open(`dynatab/${name}`, id, end).catch((cause) => {
    throw unavailable(name, cause);
  });
  const entries = await database.read(others.join(" ")).catch((cause) => {
    database.close();
    throw unreadable(name, cause);
  });
  return { store: new IndexedDbStore(database, ending.signal), entries };
}

/** A mirror in IndexedDB; `src/wasm/indexed_db.rs` is its other side. */
class IndexedDbStore {
  #database;
  /** Aborted once the browser has closed the database. */
  #ended;
  /** What was written last, until it is. */
  #writing = undefined;

  constructor(database, ended) {
    this.#database = database;
    this.#ended = ended;
  }

  /** Chromium tells nothing of a transaction that is committing when it closes a database. */
  write(edits, strict) {
    this.#writing = new Promise((resolve, reject) => {
      this.#ended.onabort = () => reject(this.#ended.reason);
      this.#database.write(edits, strict).then(resolve, reject);
    });
    return this.#writing;
  }

  /** Browsers tell what the whole origin has, and round it. */
  async usage() {
    const { usage, quota } = await navigator.storage.estimate();
    return { bytes: usage, quota };
  }

  persist() {
    return navigator.storage.persist();
  }

  /** It is freed by hand: a page whose garbage needs a call is thrown out of the back/forward cache. */
  async close() {
    this.#database.close();
    await this.#writing?.catch(() => {});
    if (!this.#ended.aborted) this.#database.free();
  }

  destroy() {
    return this.#database.destroy();
  }
}

function unavailable(name, cause) {
  const reason = cause?.message ?? String(cause);
  const hint = cause?.name === "VersionError" ? "a newer version of dynatab has written it" : "some browsers offer none in private windows, or where it is blocked";
  return new EmulatorError("STORAGE_UNAVAILABLE", `createEmulator: storage "idb://${name}" cannot be opened: ${reason} (${hint})`, { cause });
}

/** The browser has lost some of it, or another program has written there. */
function unreadable(name, cause) {
  // Another tab leads.
  if (cause?.name === "ConstraintError") return connectionLost();
  return new EmulatorError("STATE_UNREADABLE", `createEmulator: storage "idb://${name}": its entries cannot be read: ${cause?.message ?? cause}`, { cause });
}
