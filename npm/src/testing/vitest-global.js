// A file for `globalSetup`. V8 compiles the engine once for all threads of a process, as long as one of them keeps it: where Vitest runs files in
// threads, the main one does. Processes have nothing of it.

import { createEmulatorSync } from "dynatab";

let kept;

export function setup() {
  kept = createEmulatorSync();
}

export function teardown() {
  return kept.close();
}
