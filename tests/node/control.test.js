// The controls of a server over HTTP: what docs/testing.md says of `--control`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { headers } from "./request.js";
import { runCommand, startServer } from "./server-process.js";

const TABLE = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
};

function caller(url) {
  const send = async (operation, input = {}) => {
    const response = await fetch(url, { method: "POST", headers: headers(operation), body: JSON.stringify(input) });
    return { status: response.status, ...(await response.json()) };
  };
  const control = async (name, argument, more = {}) => {
    const body = argument === undefined ? undefined : JSON.stringify(argument);
    const response = await fetch(`${url}/_dynatab/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body, ...more });
    const text = await response.text();
    return response.ok ? JSON.parse(text) : { status: response.status, ...JSON.parse(text) };
  };
  return { send, control };
}

const put = (send, pk) => send("PutItem", { TableName: "Music", Item: { pk: { S: pk } } });

async function music(context, ...words) {
  const { url } = await startServer(context, "--control", ...words);
  const { send, control } = caller(url);
  assert.equal((await send("CreateTable", TABLE)).status, 200);
  const count = async () => (await send("Scan", { TableName: "Music" })).Count;
  return { url, send, control, count };
}

test("a server has no controls unless they are asked for", async (context) => {
  const { url } = await startServer(context);
  const { send, control } = caller(url);
  await send("CreateTable", TABLE);
  const response = await fetch(`${url}/_dynatab/reset`, { method: "POST", headers: { "content-type": "application/json" } });
  assert.notEqual(response.status, 200);
  await response.arrayBuffer();
  assert.equal((await send("ListTables")).TableNames.length, 1);
  assert.ok(control);
});

test("the clock is moved", async (context) => {
  const { control } = await music(context);
  const { now, frozen } = await control("clock.freeze", "2026-10-01T00:00:00Z");
  assert.deepEqual([now, frozen], [Date.UTC(2026, 9, 1), true]);
  assert.equal((await control("clock.advance", { hours: 1 })).now, now + 3_600_000);
  assert.equal((await control("clock.set", now)).now, now);
  assert.equal((await control("clock.now")).now, now);
  assert.equal((await control("clock.follow")).frozen, false);
});

test("things go wrong on purpose, until the fault is removed", async (context) => {
  const { send, control } = await music(context);
  const fault = await control("faults.add", { operation: "PutItem", error: "InternalServerError" });
  assert.equal((await put(send, "a")).status, 500);
  assert.equal(await control("faults.met", fault), 1);
  assert.equal(await control("faults.remove", fault), true);
  assert.equal((await put(send, "a")).status, 200);
  await control("faults.add", { error: "Throttling" });
  await control("faults.clear");
  assert.equal((await put(send, "a")).status, 200);
});

test("a snapshot is kept by its id, and restored", async (context) => {
  const { send, control, count } = await music(context);
  const seed = await control("snapshot");
  await put(send, "a");
  assert.equal(await count(), 1);
  assert.equal(await control("restore", seed), null);
  assert.equal(await count(), 0);
  assert.equal(await control("snapshot.forget", seed), true);
  assert.match((await control("restore", null)).message, /there is nothing with the id undefined: write the id that was answered/);
  assert.match((await control("restore", seed)).message, /there is nothing with the id "1": write the id that was answered/);
});

test("tables are emptied, and everything is reset", async (context) => {
  const { send, control, count } = await music(context);
  await put(send, "a");
  assert.equal(await control("clear", "Music"), 1);
  assert.equal(await count(), 0);
  await control("reset");
  assert.deepEqual((await send("ListTables")).TableNames, []);
});

test("a transaction is held and released", async (context) => {
  const { send, control } = await music(context);
  const held = await control("holdTransaction", { items: [{ tableName: "Music", key: { pk: { S: "a" } } }] });
  assert.match((await put(send, "a")).__type, /TransactionConflictException$/);
  assert.equal(await control("holdTransaction.release", held), true);
  assert.equal((await put(send, "a")).status, 200);
});

test("requests are recorded and reported of", async (context) => {
  const { send, control } = await music(context);
  await control("requests.record");
  await put(send, "a");
  const [entry] = await control("requests.list", { operation: "PutItem" });
  assert.deepEqual([entry.statusCode, entry.consumed], [200, [{ tableName: "Music", readUnits: 0, writeUnits: 1 }]]);
  assert.deepEqual(await control("requests.consumed"), { readUnits: 0, writeUnits: 1 });
  assert.equal((await control("report", { multiple: 10 })).price.multiple, 10);
  assert.match(await control("report.text"), /^1 requests, 0 of them refused/);
});

test("items expire when it is said", async (context) => {
  const { send, control } = await music(context, "--time-to-live-interval", "Infinity");
  await send("UpdateTimeToLive", { TableName: "Music", TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } });
  await send("PutItem", { TableName: "Music", Item: { pk: { S: "a" }, ttl: { N: String(Math.floor(Date.now() / 1000) + 60) } } });
  assert.equal(await control("expireItems"), 0);
  await control("clock.advance", { minutes: 2 });
  assert.equal(await control("expireItems"), 1);
});

test("what makes no sense is refused, and changes nothing", async (context) => {
  const { url, control, send } = await music(context);
  assert.match((await control("clock.advance", "soon")).message, /"soon" is no duration: write milliseconds/);
  assert.match((await control("faults.add", { error: "Nonsense" })).message, /error cannot be "Nonsense"/);
  assert.deepEqual((await control("clock")).status, 404);
  assert.match((await control("toString")).message, /there is no control "toString"; write one of clock\.advance/);
  assert.match((await control("reset", undefined, { body: "{" })).message, /the body is no JSON/);
  assert.equal((await control("reset", undefined, { method: "PUT" })).status, 405);
  assert.equal((await control("reset", undefined, { headers: {} })).status, 403);
  assert.equal((await control("reset", undefined, { headers: { "content-type": "application/json", origin: "http://evil.example" } })).status, 403);
  const preflight = await fetch(`${url}/_dynatab/reset`, { method: "OPTIONS", headers: { origin: "http://evil.example", "access-control-request-method": "POST" } });
  assert.equal(preflight.headers.get("access-control-allow-origin"), null);
  await preflight.arrayBuffer();
  assert.equal((await send("ListTables")).TableNames.length, 1);
});

test("exec tells its command where the controls are", async () => {
  const program = `process.stdout.write(process.env.DYNATAB_CONTROL_URL.replace(process.env.AWS_ENDPOINT_URL_DYNAMODB, ""))`;
  const { stdout, code } = await runCommand("exec", "--control", "--", process.execPath, "--eval", program);
  assert.deepEqual([code, stdout], [0, "/_dynatab/"]);
});
