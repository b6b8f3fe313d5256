// Functions that are called with stream records, as Lambda's event source mapping calls them: `emulator.triggers`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { CreateTableCommand, DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand, UpdateTableCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";
import { Fixture } from "dynatab/testing";

const MUSIC = {
  TableName: "Music", BillingMode: "PAY_PER_REQUEST", StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
};

/** An emulator with the table Music, which has a stream, and a way to put items into it. */
async function world(context, options) {
  const emulator = await createEmulator(options);
  context.after(() => emulator.close());
  const client = new DynamoDBClient(emulator.clientConfig());
  await client.send(new CreateTableCommand(MUSIC));
  const put = (pk, others = {}) => client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: pk }, ...others } }));
  return { emulator, client, put };
}

/** A handler that remembers which keys it was called with, call by call, and then does what `then` does. */
function recorder(then = () => {}) {
  const batches = [];
  const handler = async (event, context) => {
    const keys = event.Records.map(({ dynamodb }) => dynamodb.Keys.pk.S);
    batches.push(keys);
    return then(keys, event, context);
  };
  return { batches, handler };
}

test("a function is called with records as Lambda has them", async (context) => {
  const { emulator, client, put } = await world(context);
  let seen;
  emulator.triggers.add({ tableName: "Music", functionName: "index", handler: async (event, lambda) => (seen = { event, lambda }) });
  await put("a", { bytes: { B: new Uint8Array([0, 255]) } });
  await client.send(new DeleteItemCommand({ TableName: "Music", Key: { pk: { S: "a" } } }));
  await emulator.triggers.settled();
  const { Records } = seen.event;
  const record = Records.at(-1);
  assert.match(record.eventSourceARN, /^arn:aws:dynamodb:us-east-1:000000000000:table\/Music\/stream\//);
  assert.deepEqual([record.eventName, record.eventSource, record.eventVersion, record.awsRegion], ["REMOVE", "aws:dynamodb", "1.1", "us-east-1"]);
  assert.deepEqual(record.dynamodb.OldImage, { pk: { S: "a" }, bytes: { B: "AP8=" } });
  assert.equal(typeof record.dynamodb.ApproximateCreationDateTime, "number");
  assert.deepEqual([seen.lambda.functionName, seen.lambda.invokedFunctionArn], ["index", "arn:aws:lambda:us-east-1:000000000000:function:index"]);
  assert.ok(seen.lambda.getRemainingTimeInMillis() > 0 && seen.lambda.awsRequestId.length === 36);
});

test("a destination for failures that fails holds up no stream and ends no process: who waits is told, once", async (context) => {
  const { emulator, put } = await world(context);
  const destinations = { async: () => Promise.reject(new Error("no queue")), sync: () => { throw new Error("no queue"); } };
  for (const [name, onFailure] of Object.entries(destinations)) {
    const { batches, handler } = recorder(([key]) => { if (key.startsWith("refused")) throw new Error("refused"); });
    const trigger = emulator.triggers.add({ tableName: "Music", handler, batchSize: 1, maximumRetryAttempts: 0, startingPosition: "LATEST", onFailure });
    await put(`refused ${name}`);
    await put(`taken ${name}`);
    await assert.rejects(trigger.settled(), { message: "no queue" });
    await trigger.settled();
    assert.deepEqual(batches, [[`refused ${name}`], [`taken ${name}`]]);
    trigger.remove();
  }
});

test("nobody need wait: it is called by itself, also by one that calls back", async (context) => {
  const { emulator, put } = await world(context);
  const called = new Promise((resolve) => {
    emulator.triggers.add({ tableName: "Music", handler: (event, lambda, callback) => resolve(callback(null, event.Records.length)) });
  });
  await put("a");
  await called;
});

test("it begins with the oldest record, or behind the latest", async (context) => {
  const { emulator, put } = await world(context);
  await put("before");
  const [all, latest] = [recorder(), recorder()];
  emulator.triggers.add({ tableName: "Music", handler: all.handler });
  emulator.triggers.add({ tableName: "Music", handler: latest.handler, startingPosition: "LATEST" });
  await put("after");
  await emulator.triggers.settled();
  assert.deepEqual([all.batches.flat(), latest.batches.flat()], [["before", "after"], ["after"]]);
});

test("batches are of their size, in order", async (context) => {
  const { emulator, put } = await world(context);
  for (let index = 0; index < 7; index += 1) await put(String(index));
  const { batches, handler } = recorder();
  const trigger = emulator.triggers.add({ tableName: "Music", handler, batchSize: 3 });
  await trigger.settled();
  assert.deepEqual(batches, [["0", "1", "2"], ["3", "4", "5"], ["6"]]);
  assert.equal(trigger.calls, 3);
});

test("a window gathers records by the emulator's clock", async (context) => {
  const { emulator, put } = await world(context);
  emulator.clock.freeze();
  const { batches, handler } = recorder();
  emulator.triggers.add({ tableName: "Music", handler, batchSize: 3, batchingWindow: { seconds: 30 } });
  await put("a");
  await put("b");
  await emulator.triggers.settled();
  assert.deepEqual(batches, []);
  emulator.clock.advance({ seconds: 31 });
  await emulator.triggers.settled();
  assert.deepEqual(batches, [["a", "b"]]);
  for (const pk of ["c", "d", "e"]) await put(pk);
  await emulator.triggers.settled();
  assert.deepEqual(batches[1], ["c", "d", "e"], "a full batch waits for nothing");
});

// Records of a later time than the clock's used to be gathered until the clock was there again, with or without a window.
test("a clock that is set back holds up neither a trigger nor a window", async (context) => {
  const { emulator, put } = await world(context);
  const [plain, patient] = [recorder(), recorder()];
  emulator.triggers.add({ tableName: "Music", handler: plain.handler });
  emulator.triggers.add({ tableName: "Music", handler: patient.handler, batchingWindow: { seconds: 30 } });
  emulator.clock.freeze();
  emulator.clock.advance({ days: 2 });
  await put("a");
  emulator.clock.advance({ days: -2 });
  await put("b");
  await emulator.triggers.settled();
  assert.deepEqual([plain.batches.flat(), patient.batches.flat()], [["a", "b"], ["a", "b"]]);
});

test("filters choose records by rules of EventBridge", async (context) => {
  const { emulator, client, put } = await world(context);
  const cases = {
    insert: { eventName: ["INSERT"] },
    prefix: { dynamodb: { NewImage: { kind: { S: [{ prefix: "so" }] } } } },
    suffix: { dynamodb: { NewImage: { kind: { S: [{ suffix: "ng" }] } } } },
    either: { dynamodb: { NewImage: { kind: { S: ["song", "album"] } } } },
    other: { dynamodb: { NewImage: { kind: { S: [{ "anything-but": ["song"] }] } } } },
    caseless: { dynamodb: { NewImage: { kind: { S: [{ "equals-ignore-case": "SONG" }] } } } },
    exists: { dynamodb: { NewImage: { kind: { S: [{ exists: true }] } } } },
    missing: { dynamodb: { NewImage: { kind: { S: [{ exists: false }] } } } },
    size: { dynamodb: { SizeBytes: [{ numeric: [">", 0, "<", 12] }] } },
    or: { $or: [{ eventName: ["REMOVE"] }, { dynamodb: { NewImage: { kind: { S: ["album"] } } } }] },
  };
  const seen = {};
  for (const [name, pattern] of Object.entries(cases)) {
    const { batches, handler } = recorder();
    seen[name] = batches;
    emulator.triggers.add({ tableName: "Music", handler, filterCriteria: name === "insert" ? [pattern] : { Filters: [{ Pattern: JSON.stringify(pattern) }] } });
  }
  await put("1", { kind: { S: "song" } });
  await put("2", { kind: { S: "album" } });
  await put("3");
  await client.send(new DeleteItemCommand({ TableName: "Music", Key: { pk: { S: "3" } } }));
  await emulator.triggers.settled();
  const flat = Object.fromEntries(Object.entries(seen).map(([name, batches]) => [name, batches.flat().join("")]));
  assert.deepEqual(flat, { insert: "123", prefix: "1", suffix: "1", either: "12", other: "2", caseless: "1", exists: "12", missing: "33", size: "33", or: "23" });
});

test("a batch that fails is tried again, and nothing passes it", async (context) => {
  const { emulator, put } = await world(context);
  let failures = 2;
  const { batches, handler } = recorder(() => {
    if (failures-- > 0) throw new Error("not yet");
  });
  const trigger = emulator.triggers.add({ tableName: "Music", handler, batchSize: 1, maximumRetryAttempts: 5 });
  await put("a");
  await put("b");
  await trigger.settled();
  assert.deepEqual(batches, [["a"], ["a"], ["a"], ["b"]]);
});

test("who waits for a batch that is tried without end is told why", async (context) => {
  const { emulator, put } = await world(context);
  const trigger = emulator.triggers.add({ tableName: "Music", handler: async () => Promise.reject(new Error("never")) });
  await put("a");
  await assert.rejects(trigger.settled(), { message: "never" });
  trigger.remove();
});

test("what was tried often enough goes to its destination", async (context) => {
  const { emulator, put } = await world(context);
  const failures = [];
  const { batches, handler } = recorder((keys) => {
    if (keys.includes("bad")) throw new Error("bad");
  });
  for (const pk of ["bad", "x", "good"]) await put(pk);
  const trigger = emulator.triggers.add({ tableName: "Music", handler, batchSize: 2, maximumRetryAttempts: 1, onFailure: (failure) => failures.push(failure) });
  await trigger.settled();
  assert.deepEqual(batches, [["bad", "x"], ["bad", "x"], ["good"]]);
  const [{ requestContext, responseContext, DDBStreamBatchInfo }] = failures;
  assert.deepEqual([requestContext.condition, requestContext.approximateInvokeCount, responseContext.functionError], ["RetryAttemptsExhausted", 2, "Unhandled"]);
  assert.deepEqual([DDBStreamBatchInfo.batchSize, DDBStreamBatchInfo.streamArn], [2, trigger.streamArn]);
  assert.ok(DDBStreamBatchInfo.startSequenceNumber < DDBStreamBatchInfo.endSequenceNumber);
});

test("a batch is halved until what fails stands alone", async (context) => {
  const { emulator, put } = await world(context);
  const failures = [];
  const { batches, handler } = recorder((keys) => {
    if (keys.includes("2")) throw new Error("bad");
  });
  const options = { batchSize: 4, bisectBatchOnFunctionError: true, maximumRetryAttempts: 0, onFailure: (failure) => failures.push(failure.DDBStreamBatchInfo.batchSize) };
  for (let index = 0; index < 4; index += 1) await put(String(index));
  await emulator.triggers.add({ tableName: "Music", handler, ...options }).settled();
  assert.deepEqual(batches, [["0", "1", "2", "3"], ["0", "1"], ["2", "3"], ["2"], ["3"]]);
  assert.deepEqual(failures, [1]);
});

test("a function may report where its batch failed", async (context) => {
  const { emulator, put } = await world(context);
  let once = true;
  const { batches, handler } = recorder((keys, event) => {
    if (!once) return { batchItemFailures: [] };
    once = false;
    return { batchItemFailures: [{ itemIdentifier: event.Records[2].dynamodb.SequenceNumber }, { itemIdentifier: event.Records[1].dynamodb.SequenceNumber }] };
  });
  for (const pk of ["a", "b", "c"]) await put(pk);
  await emulator.triggers.add({ tableName: "Music", handler, functionResponseTypes: ["ReportBatchItemFailures"], maximumRetryAttempts: 3 }).settled();
  assert.deepEqual(batches, [["a", "b", "c"], ["b", "c"]]);
});

test("a report that names no record fails the batch; without the setting nothing is a report", async (context) => {
  const { emulator, put } = await world(context);
  await put("a");
  const wrong = recorder(() => ({ batchItemFailures: [{ itemIdentifier: "" }] }));
  await emulator.triggers.add({ tableName: "Music", handler: wrong.handler, functionResponseTypes: ["ReportBatchItemFailures"], maximumRetryAttempts: 1 }).settled();
  assert.deepEqual(wrong.batches, [["a"], ["a"]]);
  const ignored = recorder(() => ({ batchItemFailures: [{ itemIdentifier: "" }] }));
  await emulator.triggers.add({ tableName: "Music", handler: ignored.handler, maximumRetryAttempts: 1 }).settled();
  assert.deepEqual(ignored.batches, [["a"]]);
});

test("records that have grown too old are discarded", async (context) => {
  const { emulator, put } = await world(context);
  const conditions = [];
  const { batches, handler } = recorder();
  await put("old");
  emulator.clock.advance({ hours: 2 });
  await put("new");
  await emulator.triggers.add({ tableName: "Music", handler, maximumRecordAge: { hours: 1 }, onFailure: ({ requestContext }) => conditions.push(requestContext.condition) }).settled();
  assert.deepEqual([batches, conditions], [[["new"]], ["RecordAgeExceeded"]]);
});

test("batches of one shard at the same time keep the order of each item", async (context) => {
  const { emulator, put } = await world(context);
  const [order, running] = [{}, { now: 0, most: 0 }];
  const handler = async ({ Records }) => {
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const { dynamodb } of Records) (order[dynamodb.Keys.pk.S] ??= []).push(dynamodb.NewImage.round.N);
    running.now -= 1;
  };
  for (let round = 0; round < 4; round += 1) for (const pk of ["a", "b", "c", "d", "e", "f"]) await put(pk, { round: { N: String(round) } });
  await emulator.triggers.add({ tableName: "Music", handler, batchSize: 2, parallelizationFactor: 4 }).settled();
  assert.deepEqual(Object.values(order), Array(6).fill(["0", "1", "2", "3"]));
  assert.ok(running.most > 1, String(running.most));
});

test("children of a shard follow their parent, and days pass", async (context) => {
  const { emulator, put } = await world(context);
  const { batches, handler } = recorder();
  const trigger = emulator.triggers.add({ tableName: "Music", handler, batchSize: 1 });
  await put("a");
  await trigger.settled();
  for (let day = 0; day < 3; day += 1) {
    emulator.clock.advance({ days: 2 });
    await put(`day ${day}`);
    await trigger.settled();
  }
  assert.deepEqual(batches.flat(), ["a", "day 0", "day 1", "day 2"]);
});

test("the expiry of items is told with its identity", async (context) => {
  const { emulator, client, put } = await world(context);
  await client.send(new UpdateTimeToLiveCommand({ TableName: "Music", TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } }));
  const identities = [];
  emulator.triggers.add({ tableName: "Music", handler: async ({ Records }) => Records.forEach(({ userIdentity }) => userIdentity && identities.push(userIdentity)) });
  await put("a", { ttl: { N: String(Math.floor(emulator.clock.now() / 1000) - 10) } });
  assert.equal(emulator.expireItems(), 1);
  await emulator.triggers.settled();
  assert.deepEqual(identities, [{ principalId: "dynamodb.amazonaws.com", type: "Service" }]);
});

test("where signatures are verified and policies enforced it still is told", async (context) => {
  const accessKeys = { AKIAALICE: { secretAccessKey: "s", principalArn: "arn:aws:iam::000000000000:user/alice" } };
  const { emulator, put } = await world(context, { accessKeys, enforcePolicies: true });
  const { batches, handler } = recorder();
  emulator.triggers.add({ tableName: "Music", handler });
  await put("a");
  await emulator.triggers.settled();
  assert.deepEqual(batches, [["a"]]);
});

test("a restored past is not told again, and a trigger outlives its table's absence", async (context) => {
  const { emulator, client, put } = await world(context);
  const { batches, handler } = recorder();
  emulator.triggers.add({ tableName: "Music", handler });
  await put("seed");
  await emulator.triggers.settled();
  const seed = emulator.snapshot();
  await put("a");
  await emulator.triggers.settled();
  emulator.restore(seed);
  await put("b");
  await emulator.triggers.settled();
  assert.deepEqual(batches.flat(), ["seed", "a", "b"]);
  emulator.reset();
  await assert.rejects(put("c"), { name: "ResourceNotFoundException" });
  await emulator.triggers.settled();
  emulator.restore(seed);
  await put("d");
  await emulator.triggers.settled();
  assert.deepEqual(batches.flat(), ["seed", "a", "b", "d"]);
  await client.send(new UpdateTableCommand({ TableName: "Music", StreamSpecification: { StreamEnabled: false } }));
  await put("e");
  await emulator.triggers.settled();
  assert.deepEqual(batches.flat().at(-1), "d");
});

// A trigger used to go on in the past that it was reading, where its place in the stream is none any more.
test("putting the emulator back gives up what is being handled", async (context) => {
  const { emulator, put } = await world(context);
  let [handling, go] = [undefined, undefined];
  const begun = new Promise((resolve) => (handling = resolve));
  const { batches, handler } = recorder(() => {
    handling();
    return new Promise((resolve, reject) => (go = reject));
  });
  const trigger = emulator.triggers.add({ tableName: "Music", handler, batchSize: 1 });
  const seed = emulator.snapshot();
  await put("a");
  await put("b");
  await begun;
  emulator.restore(seed);
  go(new Error("of another past"));
  await emulator.triggers.settled();
  assert.deepEqual([batches, trigger.calls], [[["a"]], 1]);
  await put("c");
  while (batches.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.deepEqual([batches, trigger.calls], [[["a"], ["c"]], 2]);
});

test("a fixture keeps the triggers that it was prepared with", async (context) => {
  const { batches, handler } = recorder();
  const fixture = new Fixture({ tables: [MUSIC], prepare: ({ triggers }) => triggers.add({ tableName: "Music", handler }) });
  context.after(() => fixture.close());
  await fixture.prepare();
  const { emulator } = fixture;
  emulator.triggers.add({ tableName: "Music", handler: async () => assert.fail("removed") }).remove();
  emulator.triggers.add({ tableName: "Music", handler: async () => {} });
  fixture.restore();
  assert.equal([...emulator.triggers].length, 1);
  await new DynamoDBClient(emulator.clientConfig()).send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: "a" } } }));
  await emulator.triggers.settled();
  assert.deepEqual(batches, [["a"]]);
});

// A trigger used to look at the seed while the clock still stood where a test had left it: what the seed holds expired.
test("a fixture with triggers comes back as it was, whatever the clock says when a test ends", async (context) => {
  const seconds = (hours) => Math.floor(Date.now() / 1000) + hours * 3600;
  const fixture = new Fixture({
    tables: [MUSIC],
    data: { Music: [{ pk: "a", expires: seconds(24) }] },
    async prepare(emulator) {
      const client = new DynamoDBClient(emulator.clientConfig());
      await client.send(new UpdateTimeToLiveCommand({ TableName: "Music", TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" } }));
      emulator.triggers.add({ tableName: "Music", handler: () => {} });
    },
  });
  context.after(() => fixture.close());
  await fixture.prepare();
  fixture.emulator.clock.advance({ days: 2 });
  fixture.restore();
  const { Count } = await new DynamoDBClient(fixture.emulator.clientConfig()).send(new ScanCommand({ TableName: "Music" }));
  assert.equal(Count, 1);
});

test("what makes no sense is refused with what to write", async (context) => {
  const { emulator, client } = await world(context);
  await client.send(new CreateTableCommand({ ...MUSIC, TableName: "Plain", StreamSpecification: undefined }));
  const handler = () => {};
  const refusals = [
    [{}, /a handler is needed/],
    [{ handler }, /names no stream, or two: write tableName or streamArn/],
    [{ handler, tableName: "Plain" }, /the table Plain has no stream/],
    [{ handler, tableName: "Nothing" }, /^triggers\.add: ResourceNotFoundException: /],
    [{ handler, streamArn: "arn:aws:dynamodb:us-east-1:000000000000:table/Music/stream/2020-01-01T00:00:00.000" }, /^triggers\.add: ResourceNotFoundException: /],
    [{ handler, tableName: "Music", batchSize: 0 }, /batchSize cannot be 0: write a whole number from 1 to 10000/],
    [{ handler, tableName: "Music", startingPosition: "AT_TIMESTAMP" }, /startingPosition cannot be "AT_TIMESTAMP"/],
    [{ handler, tableName: "Music", filterCriteria: ["{"] }, /the pattern "{" is no JSON/],
    [{ handler, tableName: "Music", filterCriteria: [{ eventName: "INSERT" }] }, /"INSERT" is no pattern/],
    [{ handler, tableName: "Music", filterCriteria: [{ eventName: [{ like: "x" }] }] }, /is no rule of a pattern: write one of prefix/],
    [{ handler, tableName: "Music", filterCriteria: [{ eventName: [{ prefix: 5 }] }] }, /\{"prefix":5\} is no rule of a pattern/],
    [{ handler, tableName: "Music", filterCriteria: [{ eventName: [{ "equals-ignore-case": 5 }] }] }, /is no rule of a pattern/],
    [{ handler, tableName: "Music", filterCriteria: [{ eventName: [{ "anything-but": { like: "x" } }] }] }, /is no rule of a pattern/],
    [{ handler, tableName: "Music", filterCriteria: [{ SizeBytes: [{ numeric: [">"] }] }] }, /is no rule of a pattern/],
    [{ handler, tableName: "Music", filterCriteria: [{ SizeBytes: [{ numeric: ["~", 1] }] }] }, /is no rule of a pattern/],
    [{ handler, tableName: "Music", filterCriteria: { Filters: [null] } }, /filterCriteria cannot be/],
    [{ handler, tableName: "Music", batchingWindow: { minutes: 6 } }, /batchingWindow cannot be \{"minutes":6\}: write at most \{ minutes: 5 \}/],
    [{ handler, tableName: "Music", batchWindow: 1 }, /there is no option "batchWindow"/],
  ];
  for (const [options, message] of refusals) assert.throws(() => emulator.triggers.add(options), { name: "TypeError", message });
  assert.equal([...emulator.triggers].length, 0);
});

/** A handler that adds records up, and remembers the events that it was called with. */
function counter(then = () => {}) {
  const events = [];
  const handler = async (event) => {
    events.push(event);
    then(event, events.length);
    return { state: { count: (event.state.count ?? 0) + event.Records.length } };
  };
  return { events, handler, told: () => events.map(({ Records, state, isFinalInvokeForWindow }) => [Records.length, state.count ?? 0, isFinalInvokeForWindow]) };
}

const WINDOW_START = "2030-10-01T00:00:00Z";

test("a tumbling window hands its state on from batch to batch, and ends with a call of its own", async (context) => {
  const { emulator, put } = await world(context);
  emulator.clock.freeze(WINDOW_START);
  const { events, handler, told } = counter();
  emulator.triggers.add({ tableName: "Music", handler, tumblingWindow: { minutes: 1 }, batchSize: 2 });
  for (const pk of ["a", "b", "c"]) await put(pk);
  await emulator.triggers.settled();
  const before = told().length;
  assert.deepEqual(told().reduce((sum, [records]) => sum + records, 0), 3);
  emulator.clock.advance({ minutes: 1 });
  await emulator.triggers.settled();
  assert.deepEqual(told().at(-1), [0, 3, true]);
  assert.equal(told().length, before + 1);
  const { window, shardId, eventSourceARN, isWindowTerminatedEarly } = events[0];
  assert.deepEqual([window, isWindowTerminatedEarly], [{ start: "2030-10-01T00:00:00Z", end: "2030-10-01T00:01:00Z" }, false]);
  assert.match(shardId, /^shardId-/);
  assert.match(eventSourceARN, /\/stream\//);
  await put("d");
  await emulator.triggers.settled();
  assert.deepEqual([told().at(-1), events.at(-1).window.start], [[1, 0, false], "2030-10-01T00:01:00Z"]);
});

test("records of two windows are never in one batch, and the first ends before the second begins", async (context) => {
  const { emulator, put } = await world(context);
  emulator.clock.freeze(WINDOW_START);
  await put("a");
  emulator.clock.advance({ seconds: 30 });
  await put("b");
  await put("c");
  const { handler, told } = counter();
  emulator.triggers.add({ tableName: "Music", handler, tumblingWindow: { seconds: 30 } });
  await emulator.triggers.settled();
  assert.deepEqual(told(), [[1, 0, false], [0, 1, true], [2, 0, false]]);
});

test("a call without state has failed, the last one too, and is made again with the state that there was", async (context) => {
  const { emulator, put } = await world(context);
  emulator.clock.freeze(WINDOW_START);
  const { handler, told } = counter((event, calls) => {
    if (calls === 1 || calls === 3) throw new Error("not yet");
  });
  emulator.triggers.add({ tableName: "Music", handler, tumblingWindow: 1000, maximumRetryAttempts: 2 });
  await put("a");
  await emulator.triggers.settled();
  emulator.clock.advance(1000);
  await emulator.triggers.settled();
  assert.deepEqual(told(), [[1, 0, false], [1, 0, false], [0, 1, true], [0, 1, true]]);
  const failures = [];
  emulator.triggers.clear();
  emulator.triggers.add({ tableName: "Music", handler: async () => {}, tumblingWindow: 1000, maximumRetryAttempts: 0, onFailure: (failure) => failures.push(failure) });
  await emulator.triggers.settled();
  assert.deepEqual(failures.map(({ DDBStreamBatchInfo }) => DDBStreamBatchInfo.batchSize), [1]);
});

test("a tumbling window that makes no sense is refused", async (context) => {
  const { emulator } = await world(context);
  const refused = (options, message) => assert.throws(() => emulator.triggers.add({ tableName: "Music", handler: () => {}, ...options }), { name: "TypeError", message });
  refused({ tumblingWindow: { minutes: 16 } }, /tumblingWindow cannot be \{"minutes":16\}: write at most \{ minutes: 15 \}/);
  refused({ tumblingWindow: 1500 }, /write whole seconds/);
  refused({ tumblingWindow: 1000, parallelizationFactor: 2 }, /one state for a shard/);
  refused({ batchingWindow: { minutes: 6 } }, /batchingWindow cannot be \{"minutes":6\}: write at most \{ minutes: 5 \}/);
});
