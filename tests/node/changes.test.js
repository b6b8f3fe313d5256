// What `emulator.on` tells, and what `emulator.clear` does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call } from "./request.js";

/** A minute ago: what expired more than five years ago is not deleted. */
const EXPIRED = String(Math.floor(Date.now() / 1000) - 60);

const TABLE = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [["pk", "S"], ["sk", "N"], ["g", "S"], ["b", "B"]].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }, { AttributeName: "sk", KeyType: "RANGE" }],
  GlobalSecondaryIndexes: [
    { IndexName: "ByG", KeySchema: [{ AttributeName: "g", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } },
    { IndexName: "ByGB", KeySchema: [{ AttributeName: "g", KeyType: "HASH" }, { AttributeName: "b", KeyType: "RANGE" }], Projection: { ProjectionType: "ALL" } },
  ],
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

const item = (pk, sk, more = {}) => ({ pk: { S: pk }, sk: { N: String(sk) }, ...more });
const put = (emulator, ...parts) => send(emulator, "PutItem", { TableName: "Music", Item: item(...parts) });
const remove = (emulator, pk, sk) => send(emulator, "DeleteItem", { TableName: "Music", Key: item(pk, sk) });
const count = async (emulator, IndexName) => (await send(emulator, "Scan", { TableName: "Music", IndexName })).Count;

function listen(emulator, target) {
  const told = [];
  const listening = emulator.on("change", { tableName: "Music", ...target }, (change) => told.push(change));
  return { told, listening };
}

const names = (told) => told.map(({ eventName, key }) => `${eventName} ${key.pk.S}${key.sk.N}`);

test("every change of a table is told, with the item as it was and is", async () => {
  const emulator = await music({ now: () => 7 });
  const { told } = listen(emulator);
  await put(emulator, "a", 1);
  await put(emulator, "a", 1, { x: { S: "y" } });
  await put(emulator, "a", 1, { x: { S: "y" } });
  await remove(emulator, "a", 1);
  await remove(emulator, "a", 1);
  const [common, old, now] = [{ tableName: "Music", time: 7, author: "caller", key: item("a", 1) }, item("a", 1), item("a", 1, { x: { S: "y" } })];
  assert.deepEqual(told, [
    { eventName: "INSERT", ...common, newImage: old },
    { eventName: "MODIFY", ...common, oldImage: old, newImage: now },
    { eventName: "REMOVE", ...common, oldImage: now },
  ]);
});

test("batches, transactions, statements and the time to live are told of as well", async () => {
  const emulator = await music();
  await send(emulator, "UpdateTimeToLive", { TableName: "Music", TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } });
  const { told } = listen(emulator);
  await send(emulator, "BatchWriteItem", { RequestItems: { Music: [1, 2].map((sk) => ({ PutRequest: { Item: item("a", sk) } })) } });
  await send(emulator, "TransactWriteItems", { TransactItems: [{ Put: { TableName: "Music", Item: item("b", 1) } }, { Delete: { TableName: "Music", Key: item("a", 1) } }] });
  await send(emulator, "ExecuteStatement", { Statement: `INSERT INTO "Music" VALUE {'pk': 'c', 'sk': 1, 'ttl': ${EXPIRED}}` });
  emulator.expireItems();
  await undefined;
  assert.deepEqual(names(told), ["INSERT a1", "INSERT a2", "INSERT b1", "REMOVE a1", "INSERT c1", "REMOVE c1"]);
  assert.deepEqual(told.map(({ author }) => author), [...Array(5).fill("caller"), "timeToLive"]);
});

test("changes that are refused, or undone by a condition, are none", async () => {
  const emulator = await music();
  const { told } = listen(emulator);
  await put(emulator, "a", 1);
  await emulator.fetch(call("PutItem", { TableName: "Music", Item: item("a", 1, { x: { S: "y" } }), ConditionExpression: "attribute_not_exists(pk)" }));
  assert.deepEqual(names(told), ["INSERT a1"]);
});

test("a key is that of an item or of a partition, numbers however they are written", async () => {
  const emulator = await music();
  const one = listen(emulator, { key: { pk: { S: "a" }, sk: { N: "1.0" } } });
  const partition = listen(emulator, { key: { pk: { S: "a" } } });
  for (const [pk, sk] of [["a", 1], ["a", 2], ["b", 1]]) await put(emulator, pk, sk);
  assert.deepEqual(names(one.told), ["INSERT a1"]);
  assert.deepEqual(names(partition.told), ["INSERT a1", "INSERT a2"]);
});

test("an item comes into the result of a query and leaves it", async () => {
  const emulator = await music();
  const query = {
    KeyConditionExpression: "#g = :g",
    FilterExpression: "n > :n",
    ExpressionAttributeNames: { "#g": "g" },
    ExpressionAttributeValues: { ":g": { S: "x" }, ":n": { N: "5" } },
  };
  const { told } = listen(emulator, { query: { TableName: "Music", IndexName: "ByG", ...query } });
  const sparse = listen(emulator, { query: { IndexName: "ByGB", ...query } });
  const [x, y] = [{ S: "x" }, { S: "y" }];
  await put(emulator, "a", 1, { g: x, n: { N: "1" } });
  await put(emulator, "a", 1, { g: x, n: { N: "6" } });
  await put(emulator, "a", 1, { g: x, n: { N: "7" } });
  await put(emulator, "a", 1, { g: y, n: { N: "7" } });
  await put(emulator, "b", 1, { g: x, n: { N: "7" }, b: { B: "AA==" } });
  await remove(emulator, "b", 1);
  assert.deepEqual(names(told), ["INSERT a1", "MODIFY a1", "REMOVE a1", "INSERT b1", "REMOVE b1"]);
  assert.deepEqual(told[2].newImage, undefined);
  assert.deepEqual(names(sparse.told), ["INSERT b1", "REMOVE b1"], "items that have no key of the index are not in it");
});

test("tables of other regions and replicas are told of where they are", async () => {
  const emulator = await music();
  const here = listen(emulator);
  await send(emulator, "UpdateTable", { TableName: "Music", StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } });
  await send(emulator, "UpdateTable", { TableName: "Music", ReplicaUpdates: [{ Create: { RegionName: "eu-west-1" } }] });
  const there = listen(emulator, { region: "eu-west-1" });
  await put(emulator, "a", 1);
  assert.deepEqual([here.told, there.told].map((told) => told.map(({ author }) => author)), [["caller"], ["replication"]]);
});

test("who has heard enough is told no more", async () => {
  const emulator = await music();
  const controller = new AbortController();
  const aborted = listen(emulator, { signal: controller.signal });
  const closed = listen(emulator);
  const never = listen(emulator, { signal: AbortSignal.abort() });
  await put(emulator, "a", 1);
  controller.abort();
  closed.listening.close();
  closed.listening.close();
  await put(emulator, "a", 2);
  assert.deepEqual([aborted, closed, never].map(({ told }) => told.length), [1, 1, 0]);
});

test("a listener goes on after restore, reset and a table that was made again, and is told that all was replaced", async () => {
  const emulator = await music();
  const { told } = listen(emulator);
  let replaced = 0;
  const controller = new AbortController();
  emulator.on("replace", { signal: controller.signal }, () => (replaced += 1));
  const seed = emulator.snapshot();
  emulator.restore(seed);
  await put(emulator, "a", 1);
  emulator.reset();
  await send(emulator, "CreateTable", TABLE);
  await put(emulator, "b", 1);
  assert.deepEqual([names(told), replaced], [["INSERT a1", "INSERT b1"], 2]);
  controller.abort();
  emulator.clear();
  await undefined;
  assert.equal(replaced, 2);
});

test("a fork has no listeners, and an emulator that is closed tells nothing", async () => {
  const emulator = await music();
  const { told } = listen(emulator);
  const fork = emulator.fork();
  await put(fork, "a", 1);
  const putting = put(emulator, "a", 1);
  await putting;
  await emulator.close();
  assert.equal(told.length, 1);
});

test("what makes no sense is refused with what to write instead", async () => {
  const emulator = await music();
  const refused = (target, message) => assert.throws(() => emulator.on("change", target, () => {}), { name: "TypeError", message });
  refused({ tableName: "Missing" }, /^on: there is no table "Missing" in us-east-1/);
  refused({}, /tableName is missing/);
  refused({ tableName: "Music", key: { pk: "a" } }, /write a key in DynamoDB's form/);
  refused({ tableName: "Music", key: { x: { S: "a" } } }, /Query condition missed key schema element: pk/);
  refused({ tableName: "Music", key: { pk: { N: "1" } } }, /Condition parameter type does not match schema type/);
  refused({ tableName: "Music", query: { IndexName: "ByX" } }, /The table does not have the specified index: ByX/);
  refused({ tableName: "Music", query: { KeyConditionExpression: "pk >" } }, /Invalid KeyConditionExpression: Syntax error/);
  refused({ tableName: "Music", query: { FilterExpression: "a = :missing" } }, /An expression attribute value used in expression is not defined/);
  refused({ tableName: "Music", query: { Limit: 1 } }, /a query cannot have Limit here/);
  refused({ tableName: "Music", query: {}, key: { pk: { S: "a" } } }, /write a key or a query, not both/);
  assert.throws(() => emulator.on("change", { tableName: "Music" }), { name: "TypeError", message: /write a function as the third argument/ });
  assert.throws(() => emulator.on("changed", { tableName: "Music" }, () => {}), { name: "TypeError", message: /there is no event "changed"/ });
});

test("clear takes the items out of tables and indexes, and leaves the tables", async () => {
  const emulator = await music();
  await send(emulator, "UpdateTimeToLive", { TableName: "Music", TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } });
  await send(emulator, "CreateTable", { ...TABLE, TableName: "Other" });
  for (const sk of [1, 2]) await put(emulator, "a", sk, { g: { S: "x" }, ttl: { N: EXPIRED } });
  await send(emulator, "PutItem", { TableName: "Other", Item: item("a", 1) });
  const { Table: before } = await send(emulator, "DescribeTable", { TableName: "Music" });
  assert.equal(emulator.clear("Music"), 2);
  assert.deepEqual([await count(emulator), await count(emulator, "ByG"), emulator.expireItems()], [0, 0, 0]);
  const { Table: after } = await send(emulator, "DescribeTable", { TableName: "Music" });
  assert.deepEqual([after.TableId, after.ItemCount, after.TableSizeBytes, before.ItemCount], [before.TableId, 0, 0, 2]);
  await put(emulator, "b", 1, { g: { S: "x" }, ttl: { N: EXPIRED } });
  assert.deepEqual([await count(emulator, "ByG"), emulator.expireItems(), await count(emulator)], [1, 1, 0]);
  assert.equal(emulator.clear(), 1);
  assert.equal(emulator.clear([]), 0);
});

test("streams are not told that a table was cleared, snapshots and recovery keep what there was", async () => {
  const emulator = await music({ recoveryDelay: 0 });
  emulator.clock.freeze("2026-10-01T00:00:00Z");
  const { TableDescription } = await send(emulator, "UpdateTable", { TableName: "Music", StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } });
  await send(emulator, "UpdateContinuousBackups", { TableName: "Music", PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } });
  const calls = [];
  emulator.triggers.add({ streamArn: TableDescription.LatestStreamArn, handler: ({ Records }) => void calls.push(...Records.map(({ eventName }) => eventName)) });
  await put(emulator, "a", 1);
  const seed = emulator.snapshot();
  emulator.clock.advance({ seconds: 10 });
  emulator.clear("Music");
  await put(emulator, "b", 1);
  await emulator.triggers.settled();
  assert.deepEqual(calls, ["INSERT", "INSERT"]);
  emulator.clock.advance({ seconds: 10 });
  await send(emulator, "RestoreTableToPointInTime", { SourceTableName: "Music", TargetTableName: "Past", RestoreDateTime: Date.parse("2026-10-01T00:00:05Z") / 1000 });
  assert.deepEqual((await send(emulator, "Scan", { TableName: "Past" })).Items, [item("a", 1)]);
  emulator.restore(seed);
  assert.equal(await count(emulator), 1);
});

test("replicas are emptied together, and what was on its way arrives no more", async () => {
  const emulator = await music({ replication: { lag: { seconds: 1 } } });
  emulator.clock.freeze();
  await send(emulator, "UpdateTable", { TableName: "Music", StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } });
  await send(emulator, "UpdateTable", { TableName: "Music", ReplicaUpdates: [{ Create: { RegionName: "eu-west-1" } }] });
  await put(emulator, "a", 1);
  emulator.clock.advance({ seconds: 2 });
  await put(emulator, "a", 2);
  const there = { tableName: "Music", region: "eu-west-1" };
  assert.equal(emulator.clear(there), 1);
  emulator.clock.advance({ seconds: 2 });
  assert.equal(await count(emulator), 0);
  assert.equal(emulator.clear(there), 0);
  await put(emulator, "b", 1);
  emulator.clock.advance({ seconds: 2 });
  assert.equal(emulator.clear(there), 1);
});

test("a table that is not there cannot be cleared, and nothing else is then", async () => {
  const emulator = await music();
  await put(emulator, "a", 1);
  assert.throws(() => emulator.clear("Missing"), { name: "TypeError", message: /there is no table "Missing" in us-east-1/ });
  assert.throws(() => emulator.clear({ region: "eu-west-1" }), { name: "TypeError", message: /tableName is missing/ });
  assert.throws(() => emulator.clear(7), { name: "TypeError", message: /7 is no table: write its name/ });
  assert.equal(await count(emulator), 1);
});
