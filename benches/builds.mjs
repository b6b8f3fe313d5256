// Builds of the engine against each other, in alternating rounds in one process: whatever else the machine does hits them alike.
//
//   node --no-liftoff --no-wasm-lazy-compilation benches/builds.mjs 800 FOLDER FOLDER ...
//
// A folder is a copy of the repository with a build of its own: pkg/ and npm/src/ are read. With the two options V8 optimizes the WebAssembly before the first call
// instead of beside the measurement. Printed are the best rounds in microseconds, and the best and the first quartile against those of the first folder.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { CREATE_TABLE, QUERY, TABLE, batch, head, item, key } from "./workload.mjs";

const COUNT = 1000;
const ROUND_MICROS = 600;
const WARM_UP = 6;

const UPDATE = {
  TableName: TABLE,
  Key: key(501),
  UpdateExpression: "SET #c = #c + :one, note = :n REMOVE gone",
  ExpressionAttributeNames: { "#c": "count" },
  ExpressionAttributeValues: { ":one": { N: "1" }, ":n": { S: "x".repeat(100) } },
};
const REQUESTS = {
  GetItem: ["GetItem", { TableName: TABLE, Key: key(500) }],
  "Query of 20": ["Query", QUERY],
  PutItem: ["PutItem", { TableName: TABLE, Item: item(500) }],
  "PutItem, small": ["PutItem", { TableName: TABLE, Item: { pk: { S: "small" }, sk: { S: "1" }, n: { N: "1" } } }],
  UpdateItem: ["UpdateItem", UPDATE],
  "Scan of 20": ["Scan", { TableName: TABLE, Limit: 20 }],
  "25 PutItems": ["BatchWriteItem", batch(0, COUNT)],
};

const encode = (input) => new TextEncoder().encode(JSON.stringify(input));

/** Gives a function that makes a request of `operation` with `input` ready to be repeated. */
async function load(folder) {
  const module = (path) => pathToFileURL(resolve(folder, path)).href;
  const glue = await import(module("pkg/engine.js"));
  const { Exchange } = await import(module("npm/src/exchange.js"));
  const { memory } = glue.initSync({ module: new WebAssembly.Module(readFileSync(resolve(folder, "pkg/engine_bg.wasm"))) });
  const engine = new glue.Engine("{}", 1n);
  const exchange = new Exchange(engine, memory);
  const request = (operation, input) => {
    const [route, body] = [engine.route(head(operation)), encode(input)];
    return () => exchange.call(route, body, 0);
  };
  request("CreateTable", CREATE_TABLE)();
  for (let start = 0; start < COUNT; start += 25) request("BatchWriteItem", batch(start, COUNT))();
  return request;
}

function time(call, times) {
  const start = performance.now();
  for (let count = 0; count < times; count++) call();
  return ((performance.now() - start) * 1000) / times;
}

function callsPerRound(call) {
  for (let times = 8; ; times *= 2) if (time(call, times) * times > ROUND_MICROS) return times;
}

const [rounds, ...folders] = process.argv.slice(2);
const candidates = [];
const loaded = [];
for (const folder of folders) loaded.push(await load(folder));
for (const [what, [operation, input]] of Object.entries(REQUESTS)) {
  for (const [at, request] of loaded.entries()) candidates.push({ what, folder: folders[at], call: request(operation, input), times: [] });
}
for (const what of ["GetItem", "Query of 20", "PutItem"]) {
  const [operation, input] = REQUESTS[what];
  const text = operation === "PutItem" ? JSON.stringify(input) : new TextDecoder().decode(loaded[0](operation, input)().body);
  candidates.push({ what, folder: "JSON.parse of its body", call: () => JSON.parse(text), times: [] });
}
for (let round = 0; round < WARM_UP; round++) for (const { call } of candidates) time(call, 500);
for (const candidate of candidates) candidate.calls = callsPerRound(candidate.call);
for (let round = 0; round < Number(rounds); round++) for (const { call, calls, times } of candidates) times.push(time(call, calls));

const quantile = (times, part) => [...times].sort((left, right) => left - right)[Math.floor(times.length * part)];
for (const { what, folder, times } of candidates) {
  const first = candidates.find((candidate) => candidate.what === what).times;
  const [best, quartile] = [0, 0.25].map((part) => quantile(times, part) / quantile(first, part));
  console.log(what.padEnd(15), `${quantile(times, 0).toFixed(2)} µs`.padStart(11), best.toFixed(3), quartile.toFixed(3), folder);
}
