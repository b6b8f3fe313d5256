import { EmulatorError } from "../emulator-error.js";
import { connectionLost } from "./connection-lost.js";

/**
 * Where a store keeps the entries of a mirror.
 *
 * @typedef {object} Store
 * @property {(edits: object, strict: boolean) => Promise<void>} write all edits of `src/wasm/mirror.rs`, or none, and free them
 * @property {() => Promise<{ bytes: number, quota: number | undefined }>} usage
 * @property {() => Promise<boolean>} persist
 * @property {() => Promise<void>} close
 * @property {() => Promise<void>} destroy closes it, and deletes what it holds
 */

/**
 * Follows the state of an emulator with a store. What comes while something is being written is written together, as one group; nobody is told of
 * anything before it is stored, unless that was asked for.
 */
export class Storage {
  /** Told when what has happened was taken back. */
  undone = undefined;
  #boundary;
  #store;
  #strict;
  #report;
  /** What is being written, until it is stored or lost. */
  #flight = undefined;
  /** What is written next: everything that happens until then. */
  #next = undefined;
  /** Whether somebody else goes on from what is stored. */
  #left = false;

  /**
   * @param {import("../boundary.js").Boundary} boundary whose engine follows the mirror in `store`
   * @param {Store} store
   * @param {{ strict: boolean, report: (error: Error) => void }} options `report` is told of what was lost that nobody waited for
   */
  constructor(boundary, store, { strict, report }) {
    this.#boundary = boundary;
    this.#store = store;
    this.#strict = strict;
    this.#report = report;
  }

  /**
   * Called when a request was answered: what its response tells may be told once this is done.
   *
   * @returns {Promise<void> | undefined}
   * @throws {EmulatorError} if what it tells was lost; the emulator is as it was before
   */
  settle() {
    if (!this.#boundary.isAhead()) return undefined;
    const group = this.flush();
    if (this.#strict) return group;
    group.catch(this.#report);
    return undefined;
  }

  /** Called when something was changed by whom nobody waits for. */
  follow() {
    if (this.#boundary.isAhead()) this.flush().catch(this.#report);
  }

  /** Waits until everything that has happened so far is stored. */
  flush() {
    if (!this.#flight && !this.#next && !this.#boundary.isAhead()) return Promise.resolve();
    // Whoever waits for a group that is lost loses what came after it, too: that has been taken back with it.
    this.#next ??= (this.#flight ?? Promise.resolve()).then(() => this.#write());
    return this.#next;
  }

  #write() {
    this.#next = undefined;
    if (this.#left) throw connectionLost();
    this.#flight = this.#fly();
    return this.#flight;
  }

  async #fly() {
    const edits = this.#boundary.beginEdits();
    try {
      if (edits.is_empty()) edits.free();
      else await this.#store.write(edits, this.#strict);
      this.#boundary.commitEdits();
    } catch (cause) {
      this.#boundary.revertEdits();
      this.#next = undefined;
      this.undone?.();
      throw lost(cause);
    } finally {
      this.#flight = undefined;
    }
  }

  usage() {
    return this.#store.usage();
  }

  persist() {
    return this.#store.persist();
  }

  /**
   * Somebody else goes on from what is stored. What is on its way arrives, as stores do one thing after the other; what was to be written next does not.
   *
   * @returns {Promise<void>} done when it has arrived
   */
  async leave() {
    this.#left = true;
    this.#store.close();
    await this.#flight?.catch(() => {});
  }

  async close() {
    await this.flush().finally(() => this.#store.close());
  }

  async destroy() {
    await this.#flight?.catch(() => {});
    await this.#store.destroy();
  }
}

function lost(cause) {
  if (cause instanceof EmulatorError) return cause;
  // The fence of `src/wasm/indexed_db.rs`: another tab leads.
  if (cause?.name === "ConstraintError") return connectionLost();
  const full = cause?.name === "QuotaExceededError";
  const reason = full ? "there is no room for it: delete something, or ask for more with storage.persist()" : (cause?.message ?? String(cause));
  return new EmulatorError(full ? "STORAGE_FULL" : "STORAGE_FAILED", `what was written could not be stored, and is undone: ${reason}`, { cause });
}
