// How the browser entry finds its engine. What a server may answer is played by a `fetch` of our own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const engine = await readFile(new URL("../../npm/dist/engine.wasm", import.meta.url));
const originalFetch = globalThis.fetch;
let copies = 0;

/** A fresh copy of the browser entry while `fetch` answers with `answer`; returns what it asked for. */
async function load(context, answer) {
  const asked = [];
  globalThis.fetch = async (url) => {
    asked.push(String(url));
    return answer();
  };
  context.after(() => (globalThis.fetch = originalFetch));
  const { createEmulator } = await import(`../../npm/dist/browser.mjs?copy=${++copies}`);
  const emulator = await createEmulator();
  assert.equal((await emulator.fetch("http://localhost/")).status, 200);
  return asked;
}

test("the engine is fetched from beside the script", async (context) => {
  const asked = await load(context, () => new Response(engine, { headers: { "content-type": "application/wasm" } }));
  assert.equal(asked.length, 1);
  assert.match(asked[0], /dist\/engine\.wasm$/);
});

for (const [what, answer] of Object.entries({
  "a page in place of the engine": () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }),
  "a status that is no success": () => new Response("gone", { status: 404 }),
  "an empty answer": () => new Response(""),
  "a network that fails": () => Promise.reject(new TypeError("fetch failed")),
})) {
  test(`${what} is replaced by the inlined copy`, (context) => load(context, answer));
}

test("emulators created at once share one download", async (context) => {
  let downloads = 0;
  globalThis.fetch = async () => {
    downloads += 1;
    return new Response(engine);
  };
  context.after(() => (globalThis.fetch = originalFetch));
  const { createEmulator } = await import(`../../npm/dist/browser.mjs?copy=${++copies}`);
  await Promise.all([createEmulator(), createEmulator(), createEmulator()]);
  assert.equal(downloads, 1);
});
