import { Boundary } from "../boundary.js";
import { EmulatorError } from "../emulator-error.js";
import { Storage } from "./storage.js";
import { Stored } from "./stored.js";

/**
 * Makes the boundary of an engine that goes on from what a store holds, and follows it.
 *
 * @param {import("../instance.js").Instance} instance
 * @param {object} settings what `readOptions` returned
 * @param {(name: string, instance: object) => Promise<{ store: import("./storage.js").Store, entries: object }>} openStore
 */
export async function open(instance, settings, openStore) {
  const { name, strict, persist } = settings.storage;
  const { store, entries } = await openStore(name, instance);
  const boundary = Boundary.create(instance, settings);
  try {
    const fault = entries ? boundary.openMirror(entries) : "this is no state of an emulator";
    if (fault) throw new EmulatorError("STATE_UNREADABLE", `createEmulator: storage "${settings.storage.text}": ${fault}`);
    // A browser may ask its user, who may take any time to answer.
    if (persist) store.persist().catch(report);
    const storage = new Storage(boundary, store, { strict, report });
    // What was just made, or is of an earlier version, is written as a whole.
    if (boundary.isAhead()) await storage.flush();
    return new Stored(boundary, storage);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What was lost that nobody waits for: an unhandled error, as the platform tells it. */
function report(error) {
  if (typeof reportError === "function") reportError(error);
  else process.emitWarning(error);
}
