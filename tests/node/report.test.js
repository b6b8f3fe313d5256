// What `emulator.report` and `dynatab report` tell.

import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call } from "./request.js";
import { runCommand } from "./server-process.js";

const TABLE = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["pk", "g", "h"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  GlobalSecondaryIndexes: ["g", "h"].map((AttributeName) => ({
    IndexName: `By-${AttributeName}`,
    KeySchema: [{ AttributeName, KeyType: "HASH" }],
    Projection: { ProjectionType: "ALL" },
  })),
};

const START = Date.UTC(2026, 9, 1);

async function send(emulator, operation, input) {
  return (await emulator.fetch(call(operation, input))).json();
}

const put = (emulator, pk, more = {}) => send(emulator, "PutItem", { TableName: "Music", Item: { pk: { S: pk }, ...more } });

async function music(options) {
  const emulator = await createEmulator({ seed: 1, ...options });
  emulator.clock.freeze(START);
  await send(emulator, "CreateTable", TABLE);
  emulator.requests.record();
  return emulator;
}

const rates = (total, seconds, minimum, peak) => ({ total, seconds, minimum, mean: seconds > 0 ? total / seconds : 0, peak });
const HERE = { region: "us-east-1", accountId: "000000000000" };

test("units are told by table and index, with those of the seconds in which there were any", async () => {
  const emulator = await music();
  for (const seconds of [0, 0, 1, 10]) {
    emulator.clock.set(START + seconds * 1000);
    await put(emulator, String(seconds), { g: { S: "x" } });
  }
  await send(emulator, "Query", { TableName: "Music", IndexName: "By-g", KeyConditionExpression: "g = :g", ExpressionAttributeValues: { ":g": { S: "x" } } });
  const { consumed, requests, operations } = await emulator.report();
  assert.deepEqual(consumed, [
    { tableName: "Music", ...HERE, readUnits: rates(0, 0, 0, 0), writeUnits: rates(4, 3, 1, 2) },
    { tableName: "Music", indexName: "By-g", ...HERE, readUnits: rates(0.5, 1, 0.5, 0.5), writeUnits: rates(3, 3, 1, 1) },
  ]);
  assert.deepEqual(requests, { total: 5, refused: 0, from: START, to: START + 10_000 });
  assert.deepEqual(operations.map(({ operation, requests: count, writeUnits }) => [operation, count, writeUnits]), [
    ["PutItem", 4, 7],
    ["Query", 1, 0],
  ]);
});

test("hot keys come first, with their share", async () => {
  const emulator = await music();
  await send(emulator, "CreateTable", {
    ...TABLE,
    TableName: "Sorted",
    GlobalSecondaryIndexes: undefined,
    AttributeDefinitions: TABLE.AttributeDefinitions.slice(0, 2),
    KeySchema: [...TABLE.KeySchema, { AttributeName: "g", KeyType: "RANGE" }],
  });
  for (const pk of ["a", "b", "b", "b"]) await put(emulator, pk, { g: { S: "x" } });
  for (const g of ["1", "2", "2"]) await send(emulator, "PutItem", { TableName: "Sorted", Item: { pk: { S: "a" }, g: { S: g } } });
  const { hotPartitions, hotItems } = await emulator.report();
  const told = (keys, name) => keys.filter(({ tableName, indexName }) => tableName === name && !indexName).map(({ key, writeUnits, share }) => [key, writeUnits, share]);
  assert.deepEqual(told(hotPartitions, "Music"), [[{ pk: { S: "b" } }, 3, 0.75], [{ pk: { S: "a" } }, 1, 0.25]]);
  assert.deepEqual(told(hotItems, "Music"), [], "without a sort key an item is its partition");
  assert.deepEqual(told(hotPartitions, "Sorted"), [[{ pk: { S: "a" } }, 3, 1]]);
  assert.deepEqual(told(hotItems, "Sorted"), ["2", "1"].map((g, at) => [{ pk: { S: "a" }, g: { S: g } }, 2 - at, (2 - at) / 3]));
  assert.equal((await emulator.report({ keys: 1 })).hotPartitions.length, 1);
});

test("scans whose filter asks for a partition key could be queries", async () => {
  const emulator = await music();
  const scan = (FilterExpression, more = {}) => send(emulator, "Scan", {
    TableName: "Music",
    FilterExpression,
    ExpressionAttributeValues: Object.fromEntries([...FilterExpression.matchAll(/:\w+/g)].map(([name]) => [name, { S: "x" }])),
    ...more,
  });
  await scan("g = :x AND title > :y");
  await scan("(:x = #h) and begins_with(title, :y)", { ExpressionAttributeNames: { "#h": "h" } });
  await scan("pk = :x");
  for (const other of ["g > :x", "g = :x OR title = :y", "title = :x", "NOT g = :x"]) await scan(other);
  await send(emulator, "Scan", { TableName: "Music" });
  await send(emulator, "Scan", { TableName: "Music", ScanFilter: { g: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "x" }] } } });
  await send(emulator, "ExecuteStatement", { Statement: `SELECT * FROM "Music" WHERE g = 'x' AND title = ?`, Parameters: [{ S: "y" }] });
  await send(emulator, "ExecuteStatement", { Statement: `SELECT * FROM "Music" WHERE title = 'x'` });
  const { scans } = await emulator.report();
  assert.deepEqual(scans.map(({ operation, filter, statement, instead, requests }) => [operation, filter ?? statement, instead, requests]), [
    ["Scan", "g = :x AND title > :y", { indexName: "By-g", partitionKey: ["g"] }, 1],
    ["Scan", "(:x = h) and begins_with(title, :y)", { indexName: "By-h", partitionKey: ["h"] }, 1],
    ["Scan", "pk = :x", { partitionKey: ["pk"] }, 1],
    ["Scan", "g = :g", { indexName: "By-g", partitionKey: ["g"] }, 1],
    ["ExecuteStatement", `SELECT * FROM "Music" WHERE g = 'x' AND title = ?`, { indexName: "By-g", partitionKey: ["g"] }, 1],
  ]);
});

test("a statement that reads by the key is a query already", async () => {
  const emulator = await music();
  await send(emulator, "ExecuteStatement", { Statement: `SELECT * FROM "Music" WHERE pk = 'x'` });
  await send(emulator, "ExecuteStatement", { Statement: `SELECT * FROM "Music"."By-g" WHERE g = 'x'` });
  assert.deepEqual((await emulator.report()).scans, []);
});

test("indexes that nobody reads, sizes of items and throttles are told", async () => {
  const emulator = await music({ throttling: { burst: 0 } });
  emulator.clock.follow();
  await put(emulator, "a", { g: { S: "x" } });
  await put(emulator, "b", { text: { S: "x".repeat(3000) } });
  await send(emulator, "Query", { TableName: "Music", IndexName: "By-g", KeyConditionExpression: "g = :g", ExpressionAttributeValues: { ":g": { S: "x" } } });
  emulator.faults.add({ operation: "GetItem", error: "Throttling", times: 2 });
  for (let count = 0; count < 2; count += 1) await send(emulator, "GetItem", { TableName: "Music", Key: { pk: { S: "a" } } });
  const { unusedIndexes, itemSizes, throttles, requests } = await emulator.report();
  assert.deepEqual(unusedIndexes, [{ tableName: "Music", indexName: "By-h", ...HERE, writeUnits: 0 }]);
  const [{ items, largest, distribution, bytes }] = itemSizes;
  assert.deepEqual({ items, largest, distribution, bytes }, { items: 2, largest: 3007, bytes: 3012, distribution: [{ upTo: 8, items: 1 }, { upTo: 4096, items: 1 }] });
  assert.deepEqual(throttles, [{ tableName: "Music", region: "us-east-1", what: "a fault of the test", requests: 2 }]);
  assert.equal(requests.refused, 2);
});

test("what throughput refuses is told, and is not consumed", async () => {
  const emulator = await createEmulator({ throttling: { burst: 0 } });
  emulator.clock.freeze(START);
  const { GlobalSecondaryIndexes, AttributeDefinitions, ...rest } = TABLE;
  await send(emulator, "CreateTable", { ...rest, AttributeDefinitions: AttributeDefinitions.slice(0, 1), BillingMode: "PROVISIONED", ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } });
  emulator.clock.advance({ seconds: 10 });
  emulator.requests.record();
  for (let count = 0; count < 3; count += 1) await put(emulator, "a");
  const { consumed, throttles } = await emulator.report();
  assert.deepEqual(consumed.map(({ writeUnits }) => writeUnits.total), [1]);
  assert.deepEqual(throttles, [{ tableName: "Music", ...HERE, what: "writes", requests: 2 }]);
});

test("a month costs what AWS asks for it, on demand and provisioned", async () => {
  const emulator = await music();
  for (let count = 0; count < 4; count += 1) await put(emulator, String(count), { text: { S: "x".repeat(1000) } });
  await send(emulator, "Scan", { TableName: "Music", ConsistentRead: true });
  const prices = { STANDARD: { readMillion: "0.125", writeMillion: "0.625", readHour: "0.00013", writeHour: "0.00065", gigabyteMonth: "0.25" } };
  const { price } = await emulator.report({ multiple: 1e7, storageMultiple: 1e6, peak: 2, prices });
  const [{ onDemand, provisioned, storage, parts }] = price.tables;
  // 4 * 10^7 write units and 2 * 10^7 read units: a page of 4,036 bytes is one, a mean of 15.2 and 3.8 (of 2,628,000 seconds), and twice that at 70 %.
  assert.deepEqual(onDemand, { reads: 1.25, writes: 25, total: 26.25 });
  const capacity = (units) => Math.ceil((units * 1e7 * 2) / 2_628_000 / 0.7);
  const { readCapacityUnits, writeCapacityUnits } = parts[0].provisioned;
  assert.deepEqual([readCapacityUnits, writeCapacityUnits], [capacity(1), capacity(4)]);
  assert.equal(parts[0].provisioned.writes, Math.round(capacity(4) * 730 * 0.00065 * 1e6) / 1e6);
  assert.equal(provisioned.total, Math.round((capacity(1) * 0.0949 + capacity(4) * 0.4745 + 2 * (0.0949 + 0.4745)) * 1e6) / 1e6, "indexes have a unit at least");
  const [{ bytes }] = (await emulator.report()).itemSizes;
  assert.equal(storage, Math.round(((bytes + 400) * 1e6 * 0.25) / 1e3) / 1e6);
  assert.deepEqual(price.total.onDemand, onDemand);
});

test("the prices of the package are those of us-east-1, by class, with their date", async () => {
  const emulator = await music({ region: "eu-west-1" });
  await send(emulator, "UpdateTable", { TableName: "Music", TableClass: "STANDARD_INFREQUENT_ACCESS" });
  await put(emulator, "a");
  const { price } = await emulator.report({ multiple: 1e6 });
  assert.deepEqual([price.region, price.currency], ["us-east-1", "USD"]);
  assert.match(price.date, /^2026-\d\d-\d\d$/);
  assert.ok(price.notCounted.includes("reads of streams") && price.notCounted.includes("backups and point-in-time recovery"));
  assert.equal(price.total.onDemand.writes, 0.78);
});

test("a report is JSON and a page for a terminal", async () => {
  const emulator = await music();
  await put(emulator, "a", { g: { S: "x" } });
  await send(emulator, "Scan", { TableName: "Music", FilterExpression: "g = :g", ExpressionAttributeValues: { ":g": { S: "x" } } });
  const report = await emulator.report({ multiple: 1000 });
  assert.equal(JSON.parse(JSON.stringify(report)).consumed.length, 2);
  const page = String(report);
  assert.match(page, /^2 requests, 0 of them refused\n/);
  assert.match(page, /\nConsumed units, and those of a second\n {2}table +index +total +minimum +mean +peak\n {2}Music +read +0\.5 +0\.5 +0\.5 +0\.5\n {2}Music +write +1 +1 +1 +1\n/);
  assert.match(page, /\n {2}Music +g = :g +1 +0\.5 +Query the index By-g by g\n/);
  assert.match(page, /\nIndexes that nobody reads\n/);
  assert.match(page, /\nNot counted: the free tier, reads of streams, replicated writes, backups and/);
  assert.match(page, /\nA month in USD, 1000 times what was recorded; capacity for 1 times the mean at 70 %; prices of us-east-1 as of 2026/);
  assert.doesNotMatch(page, /undefined|NaN|null/);
});

test("there is no report of what was not recorded, and its options are checked", async () => {
  const emulator = await createEmulator();
  await assert.rejects(emulator.report(), { name: "TypeError", message: /nothing was recorded: write emulator\.requests\.record\(\)/ });
  emulator.requests.record();
  assert.match(String(await emulator.report()), /^0 requests, 0 of them refused\n/);
  for (const [options, message] of [[{ multiple: 0 }, /multiple cannot be 0/], [{ utilization: 2 }, /utilization cannot be 2/], [{ peak: 0.5 }, /peak cannot be 0.5/], [{ price: {} }, /there is no option "price"/]]) {
    await assert.rejects(emulator.report(options), { name: "TypeError", message });
  }
  const prices = { STANDARD: { readMillion: "free", writeMillion: "1", readHour: "1", writeHour: "1", gigabyteMonth: "1" } };
  await send(emulator, "CreateTable", TABLE);
  await assert.rejects(emulator.report({ prices }), { name: "TypeError", message: /price cannot be "free": write a number/ });
});

test("keys and statements are counted in bounded memory", async () => {
  const emulator = await music();
  for (let count = 0; count < 5000; count += 1) await put(emulator, String(count % 3 === 0 ? "hot" : count));
  const { hotPartitions } = await emulator.report({ keys: 10_000 });
  assert.ok(hotPartitions.length <= 2000);
  assert.deepEqual(hotPartitions[0].key, { pk: { S: "hot" } });
});

const PROGRAM = `
  const { AWS_ENDPOINT_URL_DYNAMODB: url } = process.env;
  const headers = (operation) => ({ "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810." + operation, "x-amz-date": "20260101T000000Z",
    authorization: "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0" });
  const send = (operation, input) => fetch(url, { method: "POST", headers: headers(operation), body: JSON.stringify(input) });
  await send("CreateTable", ${JSON.stringify(TABLE)});
  await send("PutItem", { TableName: "Music", Item: { pk: { S: "a" } } });
  process.exitCode = 3;
`;

test("dynatab report runs a command, ends with its exit code and tells what it consumed", async () => {
  const command = ["--", process.execPath, "--input-type=module", "--eval", PROGRAM];
  const page = await runCommand("report", "--multiple", "1000000", ...command);
  assert.equal(page.code, 3, page.stderr);
  assert.match(page.stdout, /2 requests, 0 of them refused/);
  assert.match(page.stdout, /Music +0\.63 +\d/);
  const output = join(tmpdir(), `dynatab-report-${process.pid}.json`);
  const json = await runCommand("report", "--json", "--output", output, ...command);
  assert.deepEqual([json.code, json.stdout], [3, ""]);
  assert.equal(JSON.parse(await readFile(output, "utf8")).consumed[0].writeUnits.total, 1);
  await rm(output);
});

test("dynatab report says what is missing or wrong", async () => {
  const bare = await runCommand("report");
  assert.deepEqual([bare.code, bare.stderr], [2, "dynatab: report needs a command behind --, for example: dynatab report -- pytest\n"]);
  const wrong = await runCommand("report", "--multiple", "many", "--", "true");
  assert.deepEqual([wrong.code, wrong.stderr], [2, "dynatab: --multiple cannot be many: write a number, for example 1000\n"]);
  const elsewhere = await runCommand("exec", "--json", "--", "true");
  assert.equal(elsewhere.code, 2);
});
