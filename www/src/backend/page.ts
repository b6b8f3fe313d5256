import { createEmulator } from "dynatab";

import type { Backend } from "./backend.ts";
import { handle } from "./handle.ts";

/** An emulator in this page. Its latest restorable time is the present, so that the past can be looked at as soon as it is one. */
export async function openPage(): Promise<Backend> {
  const emulator = await createEmulator({ recoveryDelay: 0 });
  return {
    kind: "page",
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
    },
    send: (headers, body) => handle(emulator, headers, body),
  };
}
