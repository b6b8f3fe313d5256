// What goes wrong on purpose: `emulator.faults`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BatchGetItemCommand, BatchWriteItemCommand, CreateTableCommand, DynamoDBClient, ExecuteStatementCommand, GetItemCommand, PutItemCommand, ScanCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as streams from "@aws-sdk/client-dynamodb-streams";
import { createEmulator } from "dynatab";

import { call, headers } from "./request.js";

const key = (pk) => ({ pk: { S: pk } });

/** An emulator with the tables Music and Books, and a client that tries once. */
async function world(context, options) {
  const emulator = await createEmulator({ seed: 1, ...options });
  context.after(() => emulator.close());
  const client = new DynamoDBClient({ ...emulator.clientConfig(), maxAttempts: 1 });
  for (const TableName of ["Music", "Books"]) {
    await client.send(new CreateTableCommand({
      TableName, BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }));
  }
  const put = (pk, TableName = "Music") => client.send(new PutItemCommand({ TableName, Item: key(pk) }));
  const count = async (TableName = "Music") => (await client.send(new ScanCommand({ TableName }))).Count;
  return { emulator, client, put, count };
}

test("an error is met as often as it says, and nothing is changed by who meets it", async (context) => {
  const { emulator, put, count } = await world(context);
  const fault = emulator.faults.add({ operation: "PutItem", error: "Throttling", times: 2 });
  for (let time = 0; time < 2; time += 1) {
    await assert.rejects(put("a"), { name: "ProvisionedThroughputExceededException", message: /^The level of configured provisioned throughput for the table was exceeded/ });
  }
  assert.equal(await count(), 0);
  await put("a");
  assert.deepEqual([await count(), fault.met], [1, 2]);
});

test("every operation of both services meets every error", async (context) => {
  const { emulator } = await world(context);
  const errors = ["Throttling", "ThrottlingException", "RequestLimitExceeded", "TransactionConflict", "ItemCollectionSizeLimitExceeded", "ExpiredToken", "InternalServerError", "ServiceUnavailable"];
  let met = 0;
  for (const [commands, prefix] of [[dynamodb, "DynamoDB_20120810"], [streams, "DynamoDBStreams_20120810"]]) {
    const operations = Object.keys(commands).filter((name) => /^[A-Z]\w+Command$/.test(name)).map((name) => name.slice(0, -"Command".length));
    for (const [operation, error] of operations.flatMap((operation) => errors.map((error) => [operation, error]))) {
      const fault = emulator.faults.add({ operation, error, times: 1 });
      const answer = await emulator.fetch(call(operation, {}, { "x-amz-target": `${prefix}.${operation}` }));
      const { __type } = await answer.json();
      const expected = error === "Throttling" ? "ProvisionedThroughputExceededException" : error;
      assert.ok(answer.status >= 400 && __type.includes(`#${expected}`), `${operation}, ${error}: ${__type}`);
      met += fault.met;
    }
  }
  assert.equal(met, 66 * errors.length);
});

test("the retries of the SDK get through what ends", async (context) => {
  const { emulator } = await world(context);
  const client = new DynamoDBClient({ ...emulator.clientConfig(), maxAttempts: 4 });
  for (const error of ["Throttling", "InternalServerError", "ServiceUnavailable", "Network"]) {
    const fault = emulator.faults.add({ error, times: 2 });
    const { $metadata } = await client.send(new PutItemCommand({ TableName: "Music", Item: key(error) }));
    assert.deepEqual([$metadata.attempts, fault.met], [3, 2], error);
  }
});

test("each error is the SDK's exception of its name", async (context) => {
  const { emulator, put } = await world(context);
  const names = {
    Throttling: ["ProvisionedThroughputExceededException", 400], ThrottlingException: ["ThrottlingException", 400],
    RequestLimitExceeded: ["RequestLimitExceeded", 400], TransactionConflict: ["TransactionConflictException", 400],
    ItemCollectionSizeLimitExceeded: ["ItemCollectionSizeLimitExceededException", 400], ExpiredToken: ["ExpiredTokenException", 400],
    InternalServerError: ["InternalServerError", 500], ServiceUnavailable: ["ServiceUnavailableException", 503],
  };
  for (const [error, [name, status]] of Object.entries(names)) {
    emulator.faults.add({ error, times: 1 });
    const refused = await put("a").then(assert.fail, (reason) => reason);
    assert.deepEqual([refused.name, refused.$metadata.httpStatusCode], [name, status]);
    assert.match(refused.$metadata.requestId, /^[A-Z]{52}$/);
  }
  emulator.faults.add({ error: "Network", times: 1 });
  await assert.rejects(put("a"), { code: "ECONNRESET" });
});

test("an answer can be lost when the request was done", async (context) => {
  const { emulator, put, count } = await world(context);
  emulator.faults.add({ operation: "PutItem", error: "Network", lost: true, times: 1 });
  await assert.rejects(put("a"), { code: "ECONNRESET" });
  assert.equal(await count(), 1);
});

test("it concerns tables, keys and operations that it names, wherever requests have them", async (context) => {
  const { emulator, client, put, count } = await world(context);
  emulator.faults.add({ operation: ["PutItem", "TransactWriteItems", "BatchWriteItem", "ExecuteStatement"], tableName: "Music", key: key("bad"), error: "Throttling" });
  await put("good");
  await put("bad", "Books");
  const throttled = { name: "ProvisionedThroughputExceededException" };
  await assert.rejects(put("bad"), throttled);
  await assert.rejects(put("bad", "arn:aws:dynamodb:us-east-1:000000000000:table/Music"), throttled);
  const action = (pk) => ({ Put: { TableName: "Music", Item: key(pk) } });
  await client.send(new TransactWriteItemsCommand({ TransactItems: [action("fine")] }));
  await assert.rejects(client.send(new TransactWriteItemsCommand({ TransactItems: [action("also"), action("bad")] })), throttled);
  const batch = (pk) => client.send(new BatchWriteItemCommand({ RequestItems: { Music: [{ PutRequest: { Item: key(pk) } }] } }));
  await batch("well");
  await assert.rejects(batch("bad"), throttled);
  assert.equal(await count(), 3);
  emulator.faults.clear();
  emulator.faults.add({ tableName: "Music", error: "InternalServerError" });
  await assert.rejects(client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM "Music"' })), { name: "InternalServerError" });
  await client.send(new ExecuteStatementCommand({ Statement: "SELECT * FROM Books" }));
  await assert.rejects(count(), { name: "InternalServerError" });
});

test("requests that DynamoDB refuses are refused as ever, whatever they hold", async (context) => {
  const { emulator } = await world(context);
  emulator.faults.add({ tableName: "Music", key: key("hot"), error: "Throttling" });
  emulator.faults.add({ operation: ["BatchWriteItem", "BatchGetItem"], unprocessed: 1 });
  const Music = "Music";
  const bodies = [
    ["PutItem", { TableName: Music, Item: { pk: {} } }], ["PutItem", { TableName: Music, Item: { pk: null } }], ["PutItem", { TableName: Music, Item: 5 }],
    ["TransactWriteItems", { TransactItems: [{ Put: { TableName: 5, Item: key("hot") } }] }], ["TransactWriteItems", { TransactItems: [null, 5, { Put: null }] }],
    ["BatchGetItem", { RequestItems: { Music: { Keys: 5 } } }], ["BatchGetItem", { RequestItems: { Music: { Keys: "abc" } } }], ["BatchGetItem", { RequestItems: { Music: null } }],
    ["BatchWriteItem", { RequestItems: [] }], ["BatchWriteItem", { RequestItems: { Music: [] } }], ["BatchWriteItem", { RequestItems: 5 }],
    ["ExecuteStatement", { Statement: 5 }], ["BatchExecuteStatement", { Statements: [null] }], ["BatchExecuteStatement", { Statements: 5 }],
  ];
  for (const [operation, body] of bodies) {
    const response = await emulator.fetch("http://localhost/", { method: "POST", headers: headers(operation), body: JSON.stringify(body) });
    const { __type } = await response.json();
    assert.equal(response.status, 400, JSON.stringify(body));
    assert.match(__type, /(Serialization|Validation)Exception$/, JSON.stringify(body));
  }
  const text = await emulator.fetch("http://localhost/", { method: "POST", headers: headers("PutItem"), body: "{" });
  assert.equal(text.status, 400);
});

test("keys are equal as DynamoDB has them", async (context) => {
  const { emulator, client } = await world(context);
  const fault = emulator.faults.add({ operation: "GetItem", key: { n: { N: "12345678901234567890.10" } }, latency: 0 });
  const read = (N) => client.send(new GetItemCommand({ TableName: "Music", Key: { n: { N } } })).catch(() => {});
  for (const N of ["12345678901234567890.1", "1234567890123456789010e-2", "+012345678901234567890.100"]) await read(N);
  for (const N of ["12345678901234567890.2", "-12345678901234567890.1", "12345678901234567891", "0"]) await read(N);
  assert.equal(fault.met, 3);
  const binary = emulator.faults.add({ operation: "GetItem", key: { b: { B: new Uint8Array([0, 255]) } }, latency: 0 });
  await client.send(new GetItemCommand({ TableName: "Music", Key: { b: { B: new Uint8Array([0, 255]) } } })).catch(() => {});
  assert.equal(binary.met, 1);
});

test("an index of a statement's table is its table's", async (context) => {
  const { emulator, client } = await world(context);
  emulator.faults.add({ tableName: "Music", error: "Throttling" });
  for (const from of ["Music.gsi", '"Music"."gsi"', "Music"]) {
    await assert.rejects(client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM ${from}` })), { name: "ProvisionedThroughputExceededException" }, from);
  }
});

test("what a batch leaves unprocessed is told, and the rest is done", async (context) => {
  const { emulator, client, count } = await world(context);
  const requests = ["a", "b", "c"].map((pk) => ({ PutRequest: { Item: key(pk) } }));
  const write = () => client.send(new BatchWriteItemCommand({ RequestItems: { Music: requests }, ReturnConsumedCapacity: "TOTAL" }));
  const fault = emulator.faults.add({ unprocessed: 2, times: 1 });
  const { UnprocessedItems, ConsumedCapacity } = await write();
  assert.deepEqual(UnprocessedItems, { Music: requests.slice(0, 2) });
  assert.deepEqual([ConsumedCapacity[0].CapacityUnits, await count(), fault.met], [1, 1, 1]);
  assert.deepEqual((await write()).UnprocessedItems, {});
  emulator.faults.add({ operation: "BatchGetItem", key: key("b"), unprocessed: true, times: 1 });
  emulator.faults.add({ operation: "BatchGetItem", unprocessed: true });
  const read = () => client.send(new BatchGetItemCommand({ RequestItems: { Music: { Keys: ["a", "b", "c"].map(key), ConsistentRead: true } } }));
  const first = await read();
  assert.deepEqual(first.UnprocessedKeys, { Music: { Keys: [key("b")], ConsistentRead: true } });
  assert.equal(first.Responses.Music.length, 2);
  const second = await read();
  assert.deepEqual([second.Responses, second.UnprocessedKeys.Music.Keys.length], [{}, 3]);
});

test("latency passes, or ends with the caller's patience", async (context) => {
  const { emulator, client, put } = await world(context);
  const fault = emulator.faults.add({ operation: "GetItem", latency: { milliseconds: 40 } });
  const start = performance.now();
  await client.send(new GetItemCommand({ TableName: "Music", Key: key("a") }));
  assert.ok(performance.now() - start >= 39);
  fault.remove();
  emulator.faults.add({ latency: { hours: 1 } });
  const abort = new AbortController();
  const waiting = client.send(new GetItemCommand({ TableName: "Music", Key: key("a") }), { abortSignal: abort.signal });
  setTimeout(() => abort.abort(), 10);
  await assert.rejects(waiting, { name: "AbortError" });
  emulator.faults.clear();
  await put("a");
});

test("some pass first, and chance repeats with the seed", async (context) => {
  const { emulator, put } = await world(context);
  emulator.faults.add({ after: 2, times: 1, error: "Throttling" });
  await put("a");
  await put("b");
  await assert.rejects(put("c"));
  await put("c");
  const outcomes = async () => {
    const { emulator: lucky, put: again } = await world(context, { seed: 7 });
    lucky.faults.add({ probability: 0.5, error: "Throttling" });
    const list = [];
    for (let index = 0; index < 40; index += 1) list.push(await again("x").then(() => 1, () => 0));
    return list;
  };
  const [once, twice] = [await outcomes(), await outcomes()];
  assert.deepEqual(once, twice);
  const passed = once.filter(Boolean).length;
  assert.ok(passed > 8 && passed < 32, String(passed));
});

test("by fetch, too; a fork has none", async (context) => {
  const { emulator } = await world(context);
  emulator.faults.add({ error: "ServiceUnavailable" });
  const call = (of) => of.fetch("http://localhost/", { method: "POST", headers: headers("ListTables"), body: "{}" });
  const response = await call(emulator);
  assert.deepEqual([response.status, (await response.json()).__type], [503, "com.amazon.coral.availability#ServiceUnavailableException"]);
  const fork = emulator.fork();
  assert.equal((await call(fork)).status, 200);
  await fork.close();
});

test("what makes no sense is refused with what to write", async (context) => {
  const { emulator } = await world(context);
  const refusals = [
    [{}, /{} says nothing that goes wrong: write error, latency or unprocessed/],
    [{ error: "Oops" }, /error cannot be "Oops": write one of Throttling, /],
    [{ error: "Throttling", times: -1 }, /times cannot be -1/],
    [{ error: "Throttling", probability: 2 }, /probability cannot be 2: write a number from 0 to 1/],
    [{ error: "Throttling", tabel: "Music" }, /there is no option "tabel"; write one of operation, tableName/],
    [{ operation: [], latency: "1s" }, /latency cannot be "1s"/],
    [{ latency: -1 }, /-1 is no length of time/],
    [{ latency: { days: 30 } }, /latency cannot be {"days":30}: write at most { hours: 1 }/],
    [{ lost: true, latency: 1 }, /lost needs an error/],
    [{ unprocessed: -1 }, /unprocessed cannot be -1/],
    [{ operation: "GetItem", key: "a", error: "Network" }, /key cannot be "a": write a key in DynamoDB's form/],
    [{ key: { pk: "a" }, error: "Network" }, /key cannot be {"pk":"a"}: write a key in DynamoDB's form/],
    [{ operation: "PutItm", error: "Network" }, /there is no operation "PutItm": write a name as in the API reference/],
    [undefined, /write an object with one or more of operation, tableName/],
  ];
  for (const [options, message] of refusals) assert.throws(() => emulator.faults.add(options), { name: "TypeError", message });
  const verifying = await createEmulator({ accessKeys: { AKIA: { secretAccessKey: "s" } } });
  assert.throws(() => verifying.faults.add({ unprocessed: true }), { name: "TypeError", message: /is not for emulators with accessKeys/ });
  await verifying.close();
});
