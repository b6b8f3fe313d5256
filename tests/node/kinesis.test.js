// Kinesis destinations as users meet them: what docs/insights-and-kinesis.md says. What is sent stands in tests/cases/EnableKinesisStreamingDestination/.

import assert from "node:assert/strict";
import { test } from "node:test";

import { CreateTableCommand, DynamoDBClient, EnableKinesisStreamingDestinationCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

const streamArn = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

async function music() {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  await client.send(
    new CreateTableCommand({
      TableName: "Music",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  await client.send(new EnableKinesisStreamingDestinationCommand({ TableName: "Music", StreamArn: streamArn }));
  return { emulator, client, put: (text) => client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: text } } })) };
}

const key = ({ data }) => data.dynamodb.Keys.pk.S;

/** A listener that remembers the keys that it was told of. */
function listener() {
  const told = [];
  return [told, (record) => void told.push(key(record))];
}

test("who subscribes is handed what there was, then what comes, in its order", async () => {
  const { emulator, put } = await music();
  const [told, listen] = listener();
  await put("a");
  await put("b");
  emulator.kinesis.subscribe({ streamArn }, listen);
  await emulator.kinesis.settled();
  assert.deepEqual(told, ["a", "b"]);
  await put("c");
  assert.deepEqual(told, ["a", "b", "c"], "when a request is answered its records have been handed over");
});

test("a listener that takes its time is handed one record after the other", async () => {
  const { emulator, put } = await music();
  const events = [];
  emulator.kinesis.subscribe({ streamArn }, async (record) => {
    events.push(`begins ${key(record)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    events.push(`ends ${key(record)}`);
  });
  await Promise.all(["a", "b"].map(put));
  await emulator.kinesis.settled();
  assert.deepEqual(events, ["begins a", "ends a", "begins b", "ends b"]);
});

test("another subscription goes on where one was closed", async () => {
  const { emulator, put } = await music();
  const [told, listen] = listener();
  const first = emulator.kinesis.subscribe({ streamArn }, listen);
  await put("a");
  first.close();
  await put("b");
  await put("c");
  assert.deepEqual(told, ["a"]);
  emulator.kinesis.subscribe({ streamArn, from: first.next }, listen);
  await emulator.kinesis.settled();
  assert.deepEqual(told, ["a", "b", "c"]);
  const [later, listenLater] = listener();
  emulator.kinesis.subscribe({ streamArn, latest: true }, listenLater);
  await put("d");
  assert.deepEqual([told.at(-1), later], ["d", ["d"]]);
  assert.equal([...emulator.kinesis].length, 2);
  emulator.kinesis.clear();
  await put("e");
  assert.deepEqual([told.at(-1), [...emulator.kinesis]], ["d", []]);
});

test("a subscription that closes itself is handed nothing more", async () => {
  const { emulator, put } = await music();
  await put("a");
  await put("b");
  const told = [];
  const subscription = emulator.kinesis.subscribe({ streamArn }, (record) => {
    told.push(key(record));
    subscription.close();
  });
  await emulator.kinesis.settled();
  await put("c");
  assert.deepEqual(told, ["a"]);
  const { records } = emulator.kinesis.read({ streamArn, from: subscription.next });
  assert.deepEqual(records.map(key), ["b", "c"]);
});

test("records are read without any subscription", async () => {
  const { emulator, put } = await music();
  for (const text of ["a", "b", "c"]) await put(text);
  const first = emulator.kinesis.read({ streamArn, limit: 2 });
  const second = emulator.kinesis.read({ streamArn, from: first.next });
  assert.deepEqual([first, second].map(({ records }) => records.map(key)), [["a", "b"], ["c"]]);
  assert.deepEqual(emulator.kinesis.read({ streamArn, from: second.next }), { records: [], next: second.next });
  assert.deepEqual(emulator.kinesis.read({ streamArn: streamArn.replace("changes", "others") }).records, []);
});

test("a snapshot holds its records, and listeners go on behind them", async () => {
  const { emulator, put } = await music();
  const [told, listen] = listener();
  await put("a");
  const seed = emulator.snapshot();
  emulator.kinesis.subscribe({ streamArn }, listen);
  await put("b");
  emulator.restore(seed);
  assert.deepEqual(emulator.kinesis.read({ streamArn }).records.map(key), ["a"]);
  await put("c");
  assert.deepEqual(told, ["a", "b", "c"]);
  emulator.reset();
  assert.deepEqual(emulator.kinesis.read({ streamArn }).records, []);
  assert.deepEqual([...emulator.fork().kinesis], []);
});

// A subscription used to hand over the rest of the past that it had read, and to leave out what came to stand in its place.
test("putting the emulator back while a record is handed over gives up the others", async () => {
  const { emulator, put } = await music();
  const told = [];
  let [handling, go] = [undefined, undefined];
  const begun = new Promise((resolve) => (handling = resolve));
  const gate = new Promise((resolve) => (go = resolve));
  emulator.kinesis.subscribe({ streamArn }, (record) => {
    told.push(key(record));
    handling();
    return gate;
  });
  const seed = emulator.snapshot();
  for (const text of ["a", "b", "c"]) await put(text);
  await begun;
  emulator.restore(seed);
  await put("d");
  go();
  await emulator.kinesis.settled();
  assert.deepEqual(told, ["a", "d"]);
});

test("what a listener throws is an uncaught exception, and the next record is handed over", async () => {
  const { emulator, put } = await music();
  const told = [];
  emulator.kinesis.subscribe({ streamArn }, (record) => {
    told.push(key(record));
    if (told.length === 1) throw new Error("not this one");
  });
  const handlers = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.once("uncaughtException", (error) => told.push(error.message));
  await put("a");
  await put("b");
  for (const handler of handlers) process.on("uncaughtException", handler);
  assert.deepEqual(told, ["a", "not this one", "b"]);
});

test("what makes no sense is refused with what to write instead", async () => {
  const { emulator } = await music();
  const { kinesis } = emulator;
  const refused = (call, message) => assert.throws(call, { name: "TypeError", message });
  refused(() => kinesis.read({}), /"" is no data stream: write for example "arn:aws:kinesis/);
  refused(() => kinesis.read(), /kinesis.read: write an object with one or more of /);
  refused(() => kinesis.read({ streamArn: "changes" }), /"changes" is no data stream/);
  refused(() => kinesis.read({ streamArn, from: "first" }), /"first" is no sequence number/);
  refused(() => kinesis.read({ streamArn, limit: 0 }), /limit cannot be 0/);
  refused(() => kinesis.subscribe({ streamArn }), /write a function that takes a record/);
  refused(() => kinesis.subscribe({ streamArn, limit: 1 }, () => {}), /there is no option "limit"/);
  refused(() => kinesis.subscribe({ streamArn, latest: 1 }, () => {}), /latest cannot be 1/);
  assert.deepEqual([...kinesis], []);
  await emulator.close();
  assert.throws(() => kinesis.read({ streamArn }), { code: "EMULATOR_CLOSED" });
});
