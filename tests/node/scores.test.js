// Vectors whose products cancel out have the same scores in WebAssembly and natively (tests/scores_are_the_same_everywhere.rs).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call } from "./request.js";

test("scores are those that the native engine computes", async () => {
  const requests = JSON.parse(await readFile(new URL("../vector-scores.json", import.meta.url), "utf8"));
  const emulator = await createEmulator();
  let searches = 0;
  for (const [operation, input, body] of requests) {
    const response = await emulator.fetch(call(operation, input));
    const answered = await response.text();
    assert.equal(response.status, 200, answered);
    if (body === undefined) continue;
    assert.equal(answered, body);
    searches += 1;
  }
  assert.ok(searches > 0);
});
