// A panic of the engine must not hang and must not harm another emulator. The engine here is the one with debug assertions,
// the only one that has an export which panics.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { Boundary } from "../../npm/src/boundary.js";
import { instantiate } from "../../npm/src/instance.js";
import { readOptions } from "../../npm/src/options.js";
import * as glue from "../../target/debug-engine/engine.js";

const binary = await readFile(new URL("../../target/debug-engine/engine_bg.wasm", import.meta.url));
const real = instantiate(glue, new WebAssembly.Module(binary));

/** The engine, except that a head beginning with `PANIC` makes it panic. */
class Panicking extends real.Engine {
  route(head) {
    if (head.startsWith("PANIC")) real.Engine.panic(head);
    return super.route(head);
  }
}

const instance = { ...real, Engine: Panicking };
const NO_BODY = new Uint8Array();
const create = () => Boundary.create(instance, readOptions());
const handle = (boundary, method) => boundary.handle(method, "/", () => undefined, NO_BODY);

/** Runs `action` and returns what was printed to the console meanwhile. */
function printed(action) {
  const original = console.error;
  let text = "";
  console.error = (message) => {
    text += message;
  };
  try {
    action();
  } finally {
    console.error = original;
  }
  return text;
}

const lost = (message) => (error) =>
  error.name === "EmulatorError" && error.code === "ENGINE_PANIC" && error.message.includes(message) && error.cause instanceof Error;

test("a panic is an error with its message, printed to the console, and so is every later call", () => {
  const boundary = create();
  const text = printed(() => assert.throws(() => handle(boundary, "PANIC one"), lost("PANIC one")));
  assert.match(text, /panicked at src\/wasm\/engine\.rs.*PANIC one/s);
  assert.throws(() => handle(boundary, "GET"), lost("PANIC one"));
  assert.throws(() => boundary.control("reset"), lost("PANIC one"));
});

test("other emulators live on, however often one panics", () => {
  const witness = create();
  printed(() => {
    for (let round = 0; round < 2000; round += 1) assert.throws(() => handle(create(), `PANIC ${round}`), lost(`PANIC ${round}`));
  });
  assert.equal(handle(witness, "GET").statusCode, 200);
  assert.equal(handle(create(), "GET").statusCode, 200);
});

test("a poisoned emulator can be closed", () => {
  const boundary = create();
  printed(() => assert.throws(() => handle(boundary, "PANIC")));
  boundary.close();
});

test("the export that panics is not in the release", async () => {
  const release = await WebAssembly.compile(await readFile(new URL("../../npm/dist/engine.wasm", import.meta.url)));
  const names = WebAssembly.Module.exports(release).map(({ name }) => name);
  assert.ok(names.includes("engine_handle"));
  assert.ok(!names.includes("engine_panic"));
});

test("what a caller throws is no panic", () => {
  const boundary = create();
  assert.throws(() => boundary.control("reset", { large: 1n }), TypeError);
  assert.throws(
    () =>
      boundary.handle("POST", "/", () => {
        throw new RangeError("mine");
      }, NO_BODY),
    /mine/,
  );
  assert.equal(handle(boundary, "GET").statusCode, 200);
});
