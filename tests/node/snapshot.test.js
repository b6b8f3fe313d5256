import assert from "node:assert/strict";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call } from "./request.js";

const START = Date.UTC(2026, 9, 1);

async function send(emulator, operation, input) {
  const response = await emulator.fetch(call(operation, input));
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return body;
}

const put = (emulator, pk) => send(emulator, "PutItem", { TableName: "Table", Item: { pk: { S: pk } } });

async function keys(emulator) {
  const { Items } = await send(emulator, "Scan", { TableName: "Table" });
  return Items.map(({ pk }) => pk.S).sort();
}

async function emulatorWith(...pks) {
  const emulator = await createEmulator({ seed: 1, now: () => START });
  await send(emulator, "CreateTable", {
    TableName: "Table",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  for (const pk of pks) await put(emulator, pk);
  return emulator;
}

test("a snapshot is restored as often as one likes", async () => {
  const emulator = await emulatorWith("a");
  const seed = emulator.snapshot();
  for (const pk of ["b", "c"]) {
    await put(emulator, pk);
    assert.deepEqual(await keys(emulator), ["a", pk]);
    emulator.restore(seed);
    assert.deepEqual(await keys(emulator), ["a"]);
  }
});

test("an iterator of a stream that is there no more finds none", async () => {
  const emulator = await emulatorWith();
  const streams = (operation) => ({ "x-amz-target": `DynamoDBStreams_20120810.${operation}` });
  const ask = async (operation, input) => (await emulator.fetch(call(operation, input, streams(operation)))).json();
  const { TableDescription } = await send(emulator, "UpdateTable", { TableName: "Table", StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } });
  const StreamArn = TableDescription.LatestStreamArn;
  const [{ ShardId }] = (await ask("DescribeStream", { StreamArn })).StreamDescription.Shards;
  const { ShardIterator } = await ask("GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "LATEST" });
  emulator.reset();
  const { __type, message } = await ask("GetRecords", { ShardIterator });
  assert.match(__type, /#ResourceNotFoundException$/);
  assert.equal(message, `Requested resource not found: Stream: ${StreamArn} not found`);
});

test("tables that were deleted are back, and those created since are gone", async () => {
  const emulator = await emulatorWith("a");
  const seed = emulator.snapshot();
  await send(emulator, "DeleteTable", { TableName: "Table" });
  emulator.restore(seed);
  assert.deepEqual(await keys(emulator), ["a"]);
  const full = emulator.snapshot();
  emulator.reset();
  assert.deepEqual((await send(emulator, "ListTables", {})).TableNames, []);
  emulator.restore(full);
  assert.deepEqual(await keys(emulator), ["a"]);
});

test("a transaction that was undone may be made again with its token", async () => {
  const emulator = await emulatorWith();
  const seed = emulator.snapshot();
  const transaction = { ClientRequestToken: "token", TransactItems: [{ Put: { TableName: "Table", Item: { pk: { S: "a" } } } }] };
  for (let round = 0; round < 2; round += 1) {
    await send(emulator, "TransactWriteItems", transaction);
    assert.deepEqual(await keys(emulator), ["a"]);
    emulator.restore(seed);
  }
});

test("a fork and its origin go their own ways", async () => {
  const origin = await emulatorWith("a");
  const fork = origin.fork();
  await put(origin, "origin");
  await put(fork, "fork");
  assert.deepEqual(await keys(origin), ["a", "origin"]);
  assert.deepEqual(await keys(fork), ["a", "fork"]);
  await origin.close();
  assert.deepEqual(await keys(fork), ["a", "fork"]);
});

test("a fork tells the time of its origin until one of them is moved, and draws the same ids", async () => {
  const origin = await emulatorWith();
  origin.clock.freeze(START + 5);
  const fork = origin.fork();
  assert.equal(fork.region, origin.region);
  const id = async (emulator) => (await emulator.fetch(call("ListTables"))).headers.get("x-amzn-requestid");
  assert.equal(await id(origin), await id(fork));
  fork.clock.advance(1);
  assert.deepEqual([origin.clock.now(), fork.clock.now()], [START + 5, START + 6]);
});

test("a snapshot may be restored into another emulator, and outlives its own", async () => {
  const emulator = await emulatorWith("a");
  const seed = emulator.snapshot();
  await emulator.close();
  const other = await createEmulator();
  other.restore(seed);
  assert.deepEqual(await keys(other), ["a"]);
});

test("what is no snapshot is refused and changes nothing", async () => {
  const emulator = await emulatorWith("a");
  for (const wrong of [undefined, null, {}, "seed", emulator]) {
    assert.throws(() => emulator.restore(wrong), { name: "TypeError", message: /is no snapshot: write what snapshot\(\)/ });
  }
  assert.deepEqual(await keys(emulator), ["a"]);
  await emulator.close();
  assert.throws(() => emulator.snapshot(), { code: "EMULATOR_CLOSED" });
  assert.throws(() => emulator.fork(), { code: "EMULATOR_CLOSED" });
});
