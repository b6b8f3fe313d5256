import { createEmulator, type Emulator } from "dynatab";

import type { Backend } from "./backend.ts";
import { handle } from "./handle.ts";

/** The latest restorable time is the present, so that the past can be looked at as soon as it is one. */
const OPTIONS = { recoveryDelay: 0 };

/** An emulator in this page, which other tabs share. */
export async function openPage(): Promise<Backend> {
  const { emulator, kept } = await open();
  return {
    kind: "page",
    kept,
    region: emulator.region,
    controls: {
      clock: emulator.clock,
      faults: emulator.faults,
      snapshot: () => emulator.snapshot(),
      restore: (snapshot) => emulator.restore(snapshot),
      reset: () => emulator.reset(),
      expireItems: () => emulator.expireItems(),
      dump: () => emulator.dump(),
      load: (state) => emulator.load(state),
      fork: () => emulator.fork(),
      onChange: (table, listener) => follow(emulator, table, listener),
      onReplace: (listener) => void emulator.on("replace", listener),
    },
    send: (headers, body) => handle(emulator, headers, body),
  };
}

/** A table that is gone has no changes. */
function follow(emulator: Emulator, table: { tableName: string; region: string }, listener: () => void): () => void {
  try {
    const listening = emulator.on("change", table, listener);
    listening.ready.catch(() => {});
    return () => listening.close();
  } catch {
    return () => {};
  }
}

/** Kept in this browser, where it keeps anything: some forbid it, in private windows for example. */
async function open(): Promise<{ emulator: Emulator; kept: boolean }> {
  try {
    return { emulator: await createEmulator({ ...OPTIONS, storage: "idb://playground" }), kept: true };
  } catch {
    return { emulator: await createEmulator(OPTIONS), kept: false };
  }
}
