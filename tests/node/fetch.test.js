import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync, gunzipSync, gzipSync } from "node:zlib";

import { createEmulator, EmulatorError } from "dynatab";

import { call, headers, manyTables } from "./request.js";

const emulator = await createEmulator();
const post = (body, more) => emulator.fetch("http://localhost/", { method: "POST", headers: headers("ListTables", more), body });

test("a call is answered as AWS JSON with a request id and a checksum", async () => {
  const response = await emulator.fetch(call("ListTables"));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/x-amz-json-1.0");
  assert.match(response.headers.get("x-amzn-requestid"), /^[0-9A-Z]{52}$/);
  const body = Buffer.from(await response.arrayBuffer());
  assert.equal(response.headers.get("x-amz-crc32"), String(crc32(body)));
  assert.deepEqual(JSON.parse(body), { TableNames: [] });
});

test("fetch needs no this and takes what the global fetch takes", async () => {
  const { fetch } = emulator;
  assert.equal((await fetch("http://localhost/")).status, 200);
  assert.equal((await fetch(new URL("http://localhost/"))).status, 200);
  const response = await fetch(call("ListTables"), { headers: headers("Unknown") });
  assert.equal(response.status, 400);
});

test("what is no request is a rejected promise, never an exception", async () => {
  for (const wrong of [undefined, "/without-an-origin"]) {
    const answer = emulator.fetch(wrong);
    await assert.rejects(answer, TypeError);
  }
});

test("GET / is a health check", async () => {
  const response = await emulator.fetch("http://localhost/");
  assert.match(await response.text(), /^healthy: dynamodb\.us-east-1\.amazonaws\.com/);
});

test("a preflight is answered and every origin may read", async () => {
  const origin = "https://example.com";
  const asked = { origin, "access-control-request-method": "POST", "access-control-request-headers": "x-amz-target" };
  const preflight = await emulator.fetch("http://localhost/", { method: "OPTIONS", headers: asked });
  assert.equal(preflight.status, 200);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "x-amz-target");
  const response = await emulator.fetch(call("ListTables", {}, { origin }));
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.match(response.headers.get("access-control-expose-headers"), /x-amzn-requestid/);
});

for (const [coding, encode] of Object.entries({ gzip: gzipSync, "x-gzip": gzipSync, deflate: deflateSync, GZIP: gzipSync })) {
  test(`a body in ${coding} is read`, async () => {
    const response = await post(encode('{"Limit":5}'), { "content-encoding": coding });
    assert.equal(response.status, 200);
  });
}

test("codings are undone in the reverse order of their application", async () => {
  const response = await post(gzipSync(deflateSync("{}")), { "content-encoding": "deflate, gzip" });
  assert.equal(response.status, 200);
});

test("a body that is not what its coding says is refused as one that cannot be read", async () => {
  const response = await post("not gzip", { "content-encoding": "gzip" });
  assert.equal(response.status, 400);
  assert.match(await response.text(), /SerializationException/);
});

test("a request of more than 16 MB gets 413, also when it is that large only decompressed", async () => {
  const body = Buffer.alloc(17 * 1024 * 1024, " ");
  assert.equal((await post(body)).status, 413);
  assert.equal((await post(gzipSync(body), { "content-encoding": "gzip" })).status, 413);
  const { response } = await emulator.requestHandler.handle({ method: "POST", headers: headers("ListTables"), body });
  assert.equal(response.statusCode, 413);
  assert.equal((await emulator.fetch(call("ListTables"))).status, 200);
});

/** Asks through the request handler, as a client of the AWS SDK does. */
const handle = (request) => emulator.requestHandler.handle(request);

test("what is no request is refused, and harms no table", async () => {
  const throwing = { get "x-amz-target"() { throw new RangeError("mine"); } };
  for (const request of [undefined, null, {}, { method: "POST", body: "{}" }, { method: "POST", headers: null, body: "{}" }]) {
    await assert.rejects(handle(request), TypeError);
  }
  const given = new Uint8Array(2);
  structuredClone(given, { transfer: [given.buffer] });
  assert.equal((await handle({ method: "POST", headers: headers("ListTables"), body: given })).response.statusCode, 400);
  await assert.rejects(handle({ method: "POST", headers: throwing, body: "{}" }), /mine/);
  await assert.rejects(handle({ method: "POST", headers: { "x-amz-target": Symbol("mine") }, body: "{}" }), TypeError);
  assert.equal((await emulator.fetch(call("ListTables"))).status, 200);
});

test("a response whose bytes are given away, to a worker for example, takes none of the later ones with it", async () => {
  const { body } = (await handle({ method: "POST", headers: headers("ListTables"), body: "{}" })).response;
  structuredClone(body, { transfer: [body.buffer] });
  for (let turn = 0; turn < 2; turn += 1) assert.equal((await emulator.fetch(call("ListTables"))).status, 200);
});

// It was done: a stream that is given up need not say so.
test("a request that is aborted while its body arrives is not done", async () => {
  const controller = new AbortController();
  const input = JSON.stringify({ TableName: "Aborted", BillingMode: "PAY_PER_REQUEST", AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] });
  const body = new ReadableStream({
    async pull(stream) {
      stream.enqueue(new TextEncoder().encode(input));
      controller.abort();
      stream.close();
    },
  });
  const asked = emulator.fetch("http://localhost/", { method: "POST", headers: headers("CreateTable"), body, duplex: "half", signal: controller.signal });
  await assert.rejects(asked, { name: "AbortError" });
  assert.deepEqual(await (await emulator.fetch(call("ListTables"))).json(), { TableNames: [] });
});

test("fetch rejects what the global fetch rejects: what was aborted, and a stream of something else than bytes", async () => {
  await assert.rejects(emulator.fetch(call("ListTables"), { signal: AbortSignal.abort() }), { name: "AbortError" });
  const texts = new ReadableStream({ start: (controller) => (controller.enqueue("{}"), controller.close()) });
  await assert.rejects(emulator.fetch("http://localhost/", { method: "POST", duplex: "half", headers: headers("ListTables"), body: texts }), TypeError);
});

test("a line break in one part of a head is no other part of it", async () => {
  const { "x-amz-target": target, ...others } = headers("ListTables");
  const requests = [
    { method: "POST", path: `/\nx-amz-target:${target}`, headers: others },
    { method: `POST\n/\nx-amz-target:${target}`, headers: others },
    { method: "POST", headers: { ...others, origin: `a\nx-amz-target:${target}` } },
  ];
  for (const request of requests) assert.notEqual((await handle({ ...request, body: "{}" })).response.statusCode, 200);
});

test("a chain of many codings is not undone: each link could cost as much as the largest body", async () => {
  const coded = (times) => Array.from({ length: times }).reduce((body) => gzipSync(body), "{}");
  const answer = (times) => post(coded(times), { "content-encoding": Array(times).fill("gzip").join(", ") });
  assert.equal((await answer(4)).status, 200);
  assert.equal((await answer(5)).status, 400);
});

test("a large response is compressed for a client that accepts gzip, with the checksum of what is sent", async () => {
  for (const input of manyTables()) await emulator.fetch(call("CreateTable", input));
  const ask = (accept) => emulator.fetch(call("ListTables", {}, { "accept-encoding": accept }));
  const response = await ask("br, gzip");
  assert.equal(response.headers.get("content-encoding"), "gzip");
  const sent = Buffer.from(await response.arrayBuffer());
  assert.equal(response.headers.get("x-amz-crc32"), String(crc32(sent)));
  assert.equal(JSON.parse(gunzipSync(sent)).TableNames.length, manyTables().length);
  assert.equal((await ask("identity")).headers.get("content-encoding"), null);
  assert.equal((await ask("gzip;q=0")).headers.get("content-encoding"), null);
});

test("thousands of heads that all differ, as real signatures make them, are each read", async () => {
  for (let number = 0; number < 2500; number += 1) {
    const operation = number % 2 ? "ListTables" : "Nothing";
    const response = await emulator.fetch(call(operation, {}, { "x-amz-date": `2026-${number}` }));
    assert.equal(response.status, number % 2 ? 200 : 400);
  }
});

test("what is malformed is AWS's error", async () => {
  const unknown = await emulator.fetch(call("Nothing"));
  assert.equal(unknown.status, 400);
  assert.match(await unknown.text(), /UnknownOperationException/);
  const unsigned = await post("{}", { authorization: "" });
  assert.match(await unsigned.text(), /MissingAuthenticationTokenException|IncompleteSignatureException/);
});

test("emulators share nothing, and a closed one says so", async () => {
  const closed = await createEmulator();
  await closed.close();
  await closed.close();
  await assert.rejects(closed.fetch(call("ListTables")), (error) => error instanceof EmulatorError && error.code === "EMULATOR_CLOSED");
  assert.throws(() => closed.reset(), { code: "EMULATOR_CLOSED" });
  assert.equal((await emulator.fetch(call("ListTables"))).status, 200);
});
