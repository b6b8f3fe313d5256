// The log of requests: what docs/testing.md says of `emulator.requests`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call } from "./request.js";

const TABLE = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["pk", "g"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  GlobalSecondaryIndexes: [{ IndexName: "ByG", KeySchema: [{ AttributeName: "g", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } }],
};

async function music(options) {
  const emulator = await createEmulator({ seed: 1, now: () => 1000, ...options });
  await send(emulator, "CreateTable", TABLE);
  return emulator;
}

async function send(emulator, operation, input) {
  return (await emulator.fetch(call(operation, input))).json();
}

const put = (emulator, pk, more = {}) => send(emulator, "PutItem", { TableName: "Music", Item: { pk: { S: pk }, ...more } });
const units = (readUnits, writeUnits, indexName) => ({ tableName: "Music", ...(indexName && { indexName }), readUnits, writeUnits });

test("nothing is written down until it is asked for, nor after it was stopped", async () => {
  const emulator = await music();
  await put(emulator, "a");
  assert.deepEqual([...emulator.requests], []);
  emulator.requests.record();
  await put(emulator, "b");
  emulator.requests.stop();
  await put(emulator, "c");
  assert.deepEqual(emulator.requests.list().map(({ input }) => input.Item.pk.S), ["b"]);
  assert.equal(emulator.requests.recording, false);
});

test("a request is told with its input, its answer and what it consumed, though it did not ask for that", async () => {
  const emulator = await music();
  emulator.requests.record();
  await put(emulator, "a", { g: { S: "x" } });
  const [entry] = emulator.requests;
  assert.deepEqual(entry.toJSON(), {
    service: "DynamoDB",
    operation: "PutItem",
    time: 1000,
    region: "us-east-1",
    bucket: undefined,
    key: undefined,
    tableNames: ["Music"],
    input: { TableName: "Music", Item: { pk: { S: "a" }, g: { S: "x" } } },
    statusCode: 200,
    error: undefined,
    output: {},
    consumed: [units(0, 1), units(0, 1, "ByG")],
    fault: false,
  });
  assert.deepEqual(emulator.requests.consumed(), { readUnits: 0, writeUnits: 2 });
});

test("every operation that costs is told with its cost", async () => {
  const emulator = await music();
  await put(emulator, "a", { g: { S: "x" } });
  emulator.requests.record();
  const key = { pk: { S: "a" } };
  const cases = [
    ["GetItem", { TableName: "Music", Key: key, ConsistentRead: true }, [units(1, 0)]],
    ["UpdateItem", { TableName: "Music", Key: key, UpdateExpression: "REMOVE g" }, [units(0, 1), units(0, 1, "ByG")]],
    ["DeleteItem", { TableName: "Music", Key: { pk: { S: "z" } } }, [units(0, 1)]],
    ["Query", { TableName: "Music", IndexName: "ByG", KeyConditionExpression: "g = :g", ExpressionAttributeValues: { ":g": { S: "x" } } }, [units(0.5, 0, "ByG")]],
    ["Scan", { TableName: "Music" }, [units(0.5, 0)]],
    ["BatchGetItem", { RequestItems: { Music: { Keys: [key, { pk: { S: "z" } }] } } }, [units(1, 0)]],
    ["BatchWriteItem", { RequestItems: { Music: [{ PutRequest: { Item: { pk: { S: "b" } } } }, { DeleteRequest: { Key: key } }] } }, [units(0, 2)]],
    ["TransactWriteItems", { TransactItems: [{ Put: { TableName: "Music", Item: { pk: { S: "c" } } } }] }, [units(0, 2)]],
    ["TransactGetItems", { TransactItems: [{ Get: { TableName: "Music", Key: key } }] }, [units(2, 0)]],
    ["ExecuteStatement", { Statement: 'SELECT * FROM "Music" WHERE pk = ?', Parameters: [{ S: "b" }] }, [units(0.5, 0)]],
    ["ListTables", {}, []],
  ];
  for (const [operation, input] of cases) await send(emulator, operation, input);
  assert.deepEqual(emulator.requests.list().map(({ operation, statusCode, consumed }) => [operation, statusCode, consumed]), cases.map(([operation, , consumed]) => [operation, 200, consumed]));
  const asked = cases.filter(([operation]) => operation !== "ListTables").map(([operation]) => operation);
  assert.deepEqual(emulator.requests.list({ tableName: "Music" }).map(({ operation }) => operation), asked);
  assert.equal(emulator.requests.list({ operation: "Scan" }).length, 1);
});

test("what ReturnConsumedCapacity tells is what is written down", async () => {
  const emulator = await music();
  emulator.requests.record();
  const Item = { pk: { S: "a" }, g: { S: "x" }, text: { S: "x".repeat(3000) } };
  const { ConsumedCapacity } = await send(emulator, "PutItem", { TableName: "Music", Item, ReturnConsumedCapacity: "INDEXES" });
  const [{ consumed }] = emulator.requests;
  assert.deepEqual(consumed, [units(0, ConsumedCapacity.Table.CapacityUnits), units(0, ConsumedCapacity.GlobalSecondaryIndexes.ByG.CapacityUnits, "ByG")]);
  assert.deepEqual(emulator.requests.consumed().writeUnits, ConsumedCapacity.CapacityUnits);
});

test("refusals are told by name, and a failed condition with what it costs", async () => {
  const emulator = await music();
  await put(emulator, "a");
  emulator.requests.record();
  await send(emulator, "PutItem", { TableName: "Music", Item: { pk: { S: "a" } }, ConditionExpression: "attribute_not_exists(pk)" });
  await send(emulator, "PutItem", { TableName: "Missing", Item: { pk: { S: "a" } } });
  await emulator.fetch("http://localhost/", { method: "POST", headers: call("PutItem").headers, body: "no JSON" });
  const [failed, missing, malformed] = emulator.requests.list();
  assert.deepEqual([failed.error, failed.consumed], [{ name: "ConditionalCheckFailedException", message: "The conditional request failed" }, [units(0, 1)]]);
  assert.deepEqual([missing.error.name, missing.statusCode, missing.consumed], ["ResourceNotFoundException", 400, []]);
  assert.deepEqual([malformed.operation, malformed.input, malformed.error.name, malformed.tableNames], ["PutItem", undefined, "SerializationException", []]);
});

// Looking at what a request asks for used to fail where that is no object, and the client with it.
test("whatever is refused is refused as without a log", async () => {
  const emulator = await music();
  const bodies = ["null", "5", "[]", '{"Statements":5}', '{"TransactStatements":{}}', '{"RequestItems":5,"TransactItems":[null]}'];
  const answers = async () => {
    const all = [];
    for (const operation of ["Query", "BatchExecuteStatement", "TransactWriteItems"]) {
      for (const body of bodies) all.push(await (await emulator.fetch(new Request(call(operation, {}), { body }))).text());
    }
    return all;
  };
  const before = await answers();
  emulator.requests.record();
  assert.deepEqual(await answers(), before);
  assert.equal(emulator.requests.size, before.length);
  assert.ok(String(await emulator.report()).length > 0);
});

test("faults are told as such", async () => {
  const emulator = await music();
  emulator.requests.record();
  emulator.faults.add({ error: "Throttling", times: 1 });
  emulator.faults.add({ error: "Network", lost: true, after: 1, times: 1 });
  await put(emulator, "a");
  await assert.rejects(put(emulator, "b"), { code: "ECONNRESET" });
  await put(emulator, "c");
  const told = emulator.requests.list().map(({ fault, statusCode, error, consumed }) => [fault, statusCode, error?.name, consumed.length]);
  assert.deepEqual(told, [[true, 400, "ProvisionedThroughputExceededException", 0], [true, 0, "NetworkError", 1], [false, 200, undefined, 1]]);
});

test("the log is bounded, and begins anew when it is cleared", async () => {
  const emulator = await music();
  emulator.requests.record({ keep: 4 });
  for (let count = 0; count < 40; count += 1) await put(emulator, String(count));
  assert.ok(emulator.requests.size <= 5);
  assert.equal(emulator.requests.list().at(-1).input.Item.pk.S, "39");
  emulator.requests.clear();
  await put(emulator, "a");
  assert.equal(emulator.requests.size, 1);
});

test("a buffer that is written again does not change what was written down", async () => {
  const emulator = await music();
  emulator.requests.record();
  const body = new TextEncoder().encode('{"TableName":"Music","Item":{"pk":{"S":"a"}}}');
  const { headers } = call("PutItem");
  await emulator.requestHandler.handle({ method: "POST", path: "/", headers: Object.fromEntries(headers), body });
  body.fill(32);
  assert.equal(emulator.requests.list()[0].input.Item.pk.S, "a");
});

test("a snapshot keeps no log, restoring one goes on with it, and a fork has none", async () => {
  const emulator = await music();
  emulator.requests.record();
  const seed = emulator.snapshot();
  const fork = emulator.fork();
  await put(fork, "a");
  assert.equal(fork.requests.size, 0);
  emulator.restore(seed);
  await put(emulator, "a");
  emulator.reset();
  await send(emulator, "CreateTable", TABLE);
  await put(emulator, "a");
  assert.deepEqual(emulator.requests.list({ operation: "PutItem" }).map(({ consumed }) => consumed), [[units(0, 1)], [units(0, 1)]]);
});

test("what makes no sense is refused with what to write instead", async () => {
  const emulator = await music();
  assert.throws(() => emulator.requests.record({ keep: -1 }), { name: "TypeError", message: /keep cannot be -1: write how many requests/ });
  assert.throws(() => emulator.requests.list({ table: "Music" }), { name: "TypeError", message: /there is no option "table"/ });
});

const SIGNED = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261001/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=00";

test("requests to Amazon S3 are told with operation, bucket, key, status and error, and meet no faults", async () => {
  const emulator = await createEmulator({ seed: 1, now: () => 1000 });
  const headers = { authorization: SIGNED, "x-amz-date": "20261001T000000Z" };
  const ask = (method, path, body) => emulator.fetch(`https://s3.eu-west-1.amazonaws.com${path}`, { method, headers, body });
  await ask("PUT", "/unlogged");
  emulator.requests.record();
  emulator.faults.add({ error: "InternalServerError" });
  const created = await ask("PUT", "/music", "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>");
  assert.deepEqual([created.status, created.headers.get("x-dynatab-asked")], [200, null]);
  await ask("PUT", "/music/a/%C3%BC%20b", "body");
  await ask("DELETE", "/music/a/%C3%BC%20b");
  await ask("GET", "/music/none");
  await ask("HEAD", "/music/none");
  await ask("PATCH", "/music/none");
  await ask("GET", "/music/%FF");
  await emulator.fetch("http://localhost:8000/");
  const told = emulator.requests.list().map(({ service, region, operation, bucket, key, statusCode, error }) => [service, region, operation, bucket, key, statusCode, error?.name]);
  assert.deepEqual(told, [
    ["S3", "eu-west-1", "CreateBucket", "music", undefined, 200, undefined],
    ["S3", "eu-west-1", "PutObject", "music", "a/ü b", 200, undefined],
    ["S3", "eu-west-1", "DeleteObject", "music", "a/ü b", 204, undefined],
    ["S3", "eu-west-1", "GetObject", "music", "none", 404, "NoSuchKey"],
    ["S3", "eu-west-1", "HeadObject", "music", "none", 404, "404"],
    ["S3", "eu-west-1", "", "music", "none", 405, "MethodNotAllowed"],
    ["S3", "eu-west-1", "", undefined, undefined, 400, "InvalidURI"],
  ]);
  const [, , , missing] = emulator.requests.list();
  assert.equal(missing.error.message, "The specified key does not exist.");
  assert.deepEqual([missing.input, missing.tableNames, missing.consumed, missing.fault], [undefined, [], [], false]);
  assert.deepEqual(emulator.requests.list({ operation: "PutObject" }).map(({ key }) => key), ["a/ü b"]);
});
