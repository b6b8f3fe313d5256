// What `emulator.watch` tells: everything that can matter, and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call } from "./request.js";

const TABLE = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [["pk", "S"], ["sk", "N"], ["g", "S"]].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }, { AttributeName: "sk", KeyType: "RANGE" }],
  GlobalSecondaryIndexes: [{ IndexName: "ByG", KeySchema: [{ AttributeName: "g", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } }],
};

async function music(options) {
  const emulator = await createEmulator({ seed: 1, ...options });
  await send(emulator, "CreateTable", TABLE);
  return emulator;
}

async function send(emulator, operation, input) {
  const response = await emulator.fetch(call(operation, input));
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return body;
}

const key = (pk, sk) => ({ pk: { S: pk }, sk: { N: String(sk) } });
const put = (emulator, pk, sk, more = {}) => send(emulator, "PutItem", { TableName: "Music", Item: { ...key(pk, sk), ...more } });

/** What a callback was given, each time as the names of the items. */
function watch(emulator, target) {
  const told = [];
  const watching = emulator.watch({ tableName: "Music", ...target }, (items) => told.push(items.map(({ pk, sk }) => `${pk.S}${sk?.N ?? ""}`).join(" ")));
  return { told, watching };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a table is read at first, and after each request that changes it", async () => {
  const emulator = await music();
  await put(emulator, "a", 1);
  const { told, watching } = watch(emulator);
  await settled();
  await put(emulator, "a", 2);
  await send(emulator, "TransactWriteItems", { TransactItems: [3, 4].map((sk) => ({ Put: { TableName: "Music", Item: key("a", sk) } })) });
  await send(emulator, "Scan", { TableName: "Music" });
  await put(emulator, "a", 2);
  await send(emulator, "DeleteItem", { TableName: "Music", Key: key("a", 9) });
  await send(emulator, "ExecuteStatement", { Statement: 'DELETE FROM "Music" WHERE pk = \'a\' AND sk = 1' });
  watching.close();
  watching.close();
  await put(emulator, "a", 5);
  assert.deepEqual(told, ["a1", "a1 a2", "a1 a2 a3 a4", "a2 a3 a4"], "reads, and writes that change nothing, are no reason");
});

test("an item, and a partition, are read for what happens to them alone", async () => {
  const emulator = await music();
  const item = watch(emulator, { key: key("a", 1) });
  const partition = watch(emulator, { key: { pk: { S: "a" } } });
  await settled();
  await put(emulator, "b", 1);
  await put(emulator, "a", 2);
  await put(emulator, "a", 1);
  assert.deepEqual([item.told, partition.told], [["", "a1"], ["", "a2", "a1 a2"]]);
});

test("a query of an index is read when an item comes, changes or leaves, by whatever attribute; order and limit are its own", async () => {
  const emulator = await music();
  const query = {
    IndexName: "ByG",
    KeyConditionExpression: "g = :g",
    FilterExpression: "n >= :n",
    ProjectionExpression: "pk, sk",
    ExpressionAttributeValues: { ":g": { S: "x" }, ":n": { N: "5" } },
  };
  const { told } = watch(emulator, { query });
  const latest = watch(emulator, { query: { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "a" } }, ScanIndexForward: false, Limit: 1 } });
  await settled();
  const set = (UpdateExpression, values, sk = 1) => send(emulator, "UpdateItem", { TableName: "Music", Key: key("a", sk), UpdateExpression, ExpressionAttributeValues: values });
  await put(emulator, "a", 1, { g: { S: "y" }, n: { N: "9" } });
  await set("SET g = :g", { ":g": { S: "x" } });
  await set("SET n = :n", { ":n": { N: "4" } });
  await put(emulator, "a", 2, { g: { S: "x" }, n: { N: "1" } });
  await set("SET n = :n", { ":n": { N: "6" } });
  await set("SET g = :g", { ":g": { S: "z" } });
  assert.deepEqual(told, ["", "a1", "", "a1", ""]);
  assert.equal(latest.told.at(-1), "a2");
});

test("more than a page is read", async () => {
  const emulator = await music();
  for (let sk = 0; sk < 6; sk += 1) await put(emulator, "a", sk, { filler: { S: "x".repeat(380_000) } });
  const { told } = watch(emulator, { key: { pk: { S: "a" } } });
  await settled();
  assert.deepEqual(told, ["a0 a1 a2 a3 a4 a5"]);
});

test("what expires, and what restore, clear and reset take away, is told too", async () => {
  const emulator = await music();
  emulator.clock.freeze("2026-10-01T00:00:00Z");
  await send(emulator, "UpdateTimeToLive", { TableName: "Music", TimeToLiveSpecification: { Enabled: true, AttributeName: "t" } });
  await put(emulator, "a", 1, { t: { N: String(Date.UTC(2026, 9, 2) / 1000) } });
  const seed = emulator.snapshot();
  const { told } = watch(emulator);
  await settled();
  emulator.clock.advance({ days: 2 });
  emulator.expireItems();
  await settled();
  emulator.clock.set("2026-10-01T00:00:00Z");
  emulator.restore(seed);
  await settled();
  emulator.clear();
  await settled();
  emulator.restore(seed);
  await settled();
  emulator.reset();
  await settled();
  assert.deepEqual(told, ["a1", "", "a1", "", "a1", ""]);
});

test("a signal ends it, and so does closing the emulator", async () => {
  const emulator = await music();
  const controller = new AbortController();
  const { told } = watch(emulator, { signal: controller.signal });
  const late = watch(emulator, { signal: AbortSignal.abort() });
  const other = watch(emulator);
  await settled();
  controller.abort();
  await put(emulator, "a", 1);
  watch(emulator);
  await emulator.close();
  await settled();
  assert.deepEqual([told, late.told, other.told], [[""], [], ["", "a1"]]);
});

test("regions are apart", async () => {
  const emulator = await music();
  const { told } = watch(emulator);
  await settled();
  const authorization = call("ListTables").headers.get("authorization").replace("us-east-1", "eu-west-1");
  const inIreland = (operation, input) => emulator.fetch(call(operation, input, { authorization }));
  await inIreland("CreateTable", TABLE);
  const there = watch(emulator, { region: "eu-west-1" });
  await inIreland("PutItem", { TableName: "Music", Item: key("e", 1) });
  await settled();
  assert.deepEqual([told, there.told.at(-1)], [[""], "e1"]);
});

test("what makes no sense is refused", async () => {
  const emulator = await music();
  const refused = (target, message, callback = () => {}) => assert.throws(() => emulator.watch(target, callback), message);
  refused({ tableName: "Music" }, /watch: write a function/, "no function");
  refused(undefined, /watch: write an object with one or more of tableName/);
  refused({ table: "Music" }, /watch: there is no option "table"/);
  refused({ tableName: "Nothing" }, TypeError);
  refused({ tableName: "Music", key: { other: { S: "a" } } }, TypeError);
  refused({ tableName: "Music", query: { KeyConditionExpression: "sk = :a", ExpressionAttributeValues: { ":a": { N: "1" } } } }, TypeError);
  refused({ tableName: "Music", key: key("a", 1), query: {} }, /not both/);
  refused({}, /tableName is missing/);
});
