// A handler of requests on an edge: its platform compiles WebAssembly before it runs, and hands modules over.

import { createEmulator } from "dynatab";
import engine from "dynatab/engine.wasm";

export async function handle(request) {
  const emulator = await createEmulator({ engine });
  return emulator.fetch(request);
}
