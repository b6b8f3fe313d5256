// The engine that is handed in. There is one for each process, and the first emulator decides which, so that this file has nothing else.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

import { createEmulator } from "dynatab";

test("a module of another realm is the engine, as in tests of Jest that are handed one from outside", async () => {
  const bytes = await readFile(fileURLToPath(import.meta.resolve("dynatab/engine.wasm")));
  const engine = runInNewContext("new WebAssembly.Module(bytes)", { bytes });
  assert.ok(!(engine instanceof WebAssembly.Module));
  const emulator = await createEmulator({ engine });
  assert.equal((await emulator.fetch("http://localhost/")).status, 200);
  await emulator.close();
});
