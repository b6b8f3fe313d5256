// The engine without the package around it: the instance from pkg/, one call, and its memory.

import { readFileSync } from "node:fs";

import { Exchange } from "../npm/src/exchange.js";
import * as glue from "../pkg/engine.js";
import { CREATE_TABLE, batch, head } from "./workload.mjs";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let exports;

/** A new engine with the benchmark's table and `count` items in it. */
export function engineWith(count) {
  const module = new WebAssembly.Module(readFileSync(new URL("../pkg/engine_bg.wasm", import.meta.url)));
  exports ??= glue.initSync({ module });
  const raw = new glue.Engine("{}", 1n);
  const engine = { raw, exchange: new Exchange(raw, exports.memory) };
  call(engine, "CreateTable", CREATE_TABLE);
  for (let start = 0; start < count; start += 25) call(engine, "BatchWriteItem", batch(start, count));
  return engine;
}

/** The number of the route of `operation`, which `engine.exchange.call` takes. */
export function route(engine, operation, region = "us-east-1") {
  return engine.raw.route(head(operation, region));
}

export function encode(input) {
  return encoder.encode(JSON.stringify(input));
}

/** Calls `operation` and gives the text of its response's body. */
export function call(engine, operation, input) {
  const { statusCode, body } = engine.exchange.call(route(engine, operation), encode(input), 0);
  const text = decoder.decode(body);
  if (statusCode !== 200) throw new Error(`${operation}: ${text}`);
  return text;
}

/** Bytes of WebAssembly's memory; it never shrinks. */
export function memory() {
  return exports.memory.buffer.byteLength;
}
