// A file for `globalSetup`. Threads are handed what the main one has compiled, and V8 keeps what it compiles for one of them for all. Processes have nothing of it.

import { createEmulatorSync } from "dynatab";

let kept;

export function setup() {
  kept = createEmulatorSync();
}

export function teardown() {
  return kept.close();
}
