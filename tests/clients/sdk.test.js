// The AWS SDK v3 and lib-dynamodb on every way that leads to an emulator: one program, the same results.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDB,
  DynamoDBClient,
  ListTablesCommand,
  paginateQuery,
  ResourceNotFoundException,
  TransactionCanceledException,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery as paginateDocuments,
  paginateScan,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { createEmulator } from "dynatab";

import { DEFINITION, TABLE } from "./table.js";

const order = (number, status) => ({
  pk: "CUSTOMER#ada",
  sk: `ORDER#${String(number).padStart(4, "0")}`,
  gsi1pk: `STATUS#${status}`,
  gsi1sk: `2026-01-${String((number % 28) + 1).padStart(2, "0")}#${number}`,
  total: number * 1.5,
  articles: [{ name: `a-${number}`, count: number }],
  labels: new Set(["gift", status]),
});

async function collect(pages, member) {
  const all = [];
  for await (const page of pages) all.push(...page[member]);
  return all;
}

/** Creates the table, works with its items as an application does, and deletes it. */
async function runShop(client) {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const { TableDescription } = await client.send(new CreateTableCommand(DEFINITION));
  assert.equal(TableDescription.TableName, TABLE);
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { TableName: TABLE });
  await writeOrders(documents);
  await readOrders(client, documents);
  await changeOrders(documents);
  await transact(documents);
  await client.send(new DeleteTableCommand({ TableName: TABLE }));
  await waitUntilTableNotExists({ client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { TableName: TABLE });
}

async function writeOrders(documents) {
  const customer = { pk: "CUSTOMER#ada", sk: "PROFILE", name: "Ada", visits: 1, image: new Uint8Array([1, 2, 3]), nickname: undefined };
  const put = { TableName: TABLE, Item: customer, ConditionExpression: "attribute_not_exists(pk)" };
  await documents.send(new PutCommand(put));
  await assert.rejects(documents.send(new PutCommand(put)), ConditionalCheckFailedException);
  const orders = Array.from({ length: 50 }, (_, index) => order(index + 1, index % 2 ? "open" : "shipped"));
  for (let start = 0; start < orders.length; start += 25) {
    const requests = orders.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
    assert.deepEqual(UnprocessedItems, {});
  }
}

async function readOrders(client, documents) {
  const { Item } = await documents.send(new GetCommand({ TableName: TABLE, Key: { pk: "CUSTOMER#ada", sk: "ORDER#0007" } }));
  assert.deepEqual(Item, order(7, "shipped"));
  const query = {
    TableName: TABLE,
    KeyConditionExpression: "pk = :pk and begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": "CUSTOMER#ada", ":prefix": "ORDER#" },
  };
  const paged = await collect(paginateDocuments({ client: documents, pageSize: 7 }, query), "Items");
  assert.deepEqual(paged.map(({ total }) => total), Array.from({ length: 50 }, (_, index) => (index + 1) * 1.5));
  const index = {
    TableName: TABLE,
    IndexName: "gsi1",
    KeyConditionExpression: "gsi1pk = :status",
    FilterExpression: "#total > :least",
    ExpressionAttributeNames: { "#total": "total" },
    ExpressionAttributeValues: { ":status": { S: "STATUS#open" }, ":least": { N: "30" } },
  };
  const open = await collect(paginateQuery({ client, pageSize: 4 }, index), "Items");
  assert.equal(open.length, 15);
  assert.ok(open.every(({ gsi1pk }) => gsi1pk.S === "STATUS#open"));
  const scanned = await collect(paginateScan({ client: documents, pageSize: 11 }, { TableName: TABLE }), "Items");
  assert.equal(scanned.length, 51);
  const Keys = [1, 2, 99].map((number) => ({ pk: "CUSTOMER#ada", sk: order(number, "open").sk }));
  const { Responses } = await documents.send(new BatchGetCommand({ RequestItems: { [TABLE]: { Keys, ProjectionExpression: "sk" } } }));
  assert.deepEqual(Responses[TABLE].map(({ sk }) => sk).sort(), ["ORDER#0001", "ORDER#0002"]);
}

async function changeOrders(documents) {
  const Key = { pk: "CUSTOMER#ada", sk: "ORDER#0002" };
  const update = {
    TableName: TABLE,
    Key,
    UpdateExpression: "SET gsi1pk = :shipped, articles[0].#count = articles[0].#count + :one REMOVE #total DELETE labels :label",
    ConditionExpression: "gsi1pk = :open",
    ExpressionAttributeNames: { "#count": "count", "#total": "total" },
    ExpressionAttributeValues: { ":shipped": "STATUS#shipped", ":open": "STATUS#open", ":one": 1, ":label": new Set(["gift"]) },
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
  const { Attributes } = await documents.send(new UpdateCommand(update));
  const { total, ...expected } = order(2, "open");
  const changed = { gsi1pk: "STATUS#shipped", articles: [{ name: "a-2", count: 3 }], labels: new Set(["open"]) };
  assert.deepEqual(Attributes, { ...expected, ...changed });
  await assert.rejects(documents.send(new UpdateCommand(update)), (error) => error.Item.gsi1pk.S === "STATUS#shipped");
  const deleted = await documents.send(new DeleteCommand({ TableName: TABLE, Key, ReturnValues: "ALL_OLD" }));
  assert.deepEqual(deleted.Attributes, { ...expected, ...changed });
  const count = await documents.send(
    new QueryCommand({ TableName: TABLE, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": Key.pk }, Select: "COUNT" }),
  );
  assert.equal(count.Count, 50);
}

/** The SDK gives every transaction of writes a token of its own unless the caller does. */
async function transact(documents) {
  const customer = { TableName: TABLE, Key: { pk: "CUSTOMER#ada", sk: "PROFILE" } };
  const visit = { ...customer, UpdateExpression: "ADD visits :one", ExpressionAttributeValues: { ":one": 1 } };
  const again = { TransactItems: [{ Update: visit }], ClientRequestToken: "visit" };
  await documents.send(new TransactWriteCommand(again));
  await documents.send(new TransactWriteCommand(again));
  await documents.send(new TransactWriteCommand({ TransactItems: [{ Update: visit }] }));
  const taken = { TableName: TABLE, Item: order(1, "open"), ConditionExpression: "attribute_not_exists(pk)" };
  const TransactItems = [{ Update: visit }, { Put: { ...taken, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } }];
  await assert.rejects(documents.send(new TransactWriteCommand({ TransactItems })), (error) => {
    assert.ok(error instanceof TransactionCanceledException);
    assert.match(error.message, /\[None, ConditionalCheckFailed\]$/);
    const [none, failed] = error.CancellationReasons;
    assert.deepEqual([none.Code, failed.Code, failed.Message], ["None", "ConditionalCheckFailed", "The conditional request failed"]);
    // lib-dynamodb does not translate the items of errors.
    assert.deepEqual(failed.Item.total, { N: "1.5" });
    return true;
  });
  const missing = { TableName: TABLE, Key: { pk: "CUSTOMER#bob", sk: "PROFILE" } };
  const visits = { ...customer, ProjectionExpression: "visits" };
  const { Responses } = await documents.send(new TransactGetCommand({ TransactItems: [{ Get: missing }, { Get: visits }] }));
  assert.deepEqual(Responses.map(({ Item }) => Item), [undefined, { visits: 3 }]);
}

test("through clientConfig()", async () => {
  const emulator = await createEmulator();
  await runShop(new DynamoDBClient(emulator.clientConfig()));
});

test("through clientConfig() with real signatures", async () => {
  const emulator = await createEmulator();
  await runShop(new DynamoDBClient(emulator.clientConfig({ signatures: true })));
});

test("through attach() to a client that has neither region nor credentials", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient({});
  emulator.attach(client);
  await runShop(client);
});

test("through attach() to a document client with a region and credentials of its own", async () => {
  const emulator = await createEmulator({ accounts: { alice: "111111111111" } });
  const client = new DynamoDBClient({ region: "eu-west-1", credentials: { accessKeyId: "alice", secretAccessKey: "secret" } });
  emulator.attach(DynamoDBDocumentClient.from(client));
  await client.send(new CreateTableCommand(DEFINITION));
  const elsewhere = new DynamoDBClient(emulator.clientConfig());
  assert.deepEqual((await elsewhere.send(new ListTablesCommand({}))).TableNames, []);
  const same = new DynamoDBClient(emulator.clientConfig({ region: "eu-west-1", credentials: { accessKeyId: "alice", secretAccessKey: "" } }));
  assert.deepEqual((await same.send(new ListTablesCommand({}))).TableNames, [TABLE]);
});

/** A transport that tells the hosts which were asked for. */
function recorder(reached) {
  return { handle: async ({ hostname }) => (reached.push(hostname), { response: { statusCode: 400, headers: {}, body: new Uint8Array() } }) };
}

test("what attach() returns detaches", async () => {
  const emulator = await createEmulator();
  const reached = [];
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const client = new DynamoDBClient({ region: "eu-west-1", credentials, requestHandler: recorder(reached) });
  const detach = emulator.attach(client);
  await client.send(new ListTablesCommand({}));
  assert.deepEqual(reached, []);
  detach();
  await assert.rejects(client.send(new ListTablesCommand({})));
  assert.deepEqual(reached, ["dynamodb.eu-west-1.amazonaws.com"]);
});

// The search for credentials that detaching had put back was taken for credentials that the user supplied.
test("a client without credentials can be attached again after it was detached", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient({});
  for (let round = 0; round < 3; round += 1) {
    const detach = emulator.attach(client);
    assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, []);
    detach();
  }
});

// Undoing the first of two attachments took the second one's transport away, and the client went to the network.
test("a client is attached to one emulator, the last, and only what that attach() returned detaches", async () => {
  const [first, second] = [await createEmulator(), await createEmulator({ region: "eu-west-1" })];
  await new DynamoDBClient(second.clientConfig()).send(new CreateTableCommand(DEFINITION));
  const reached = [];
  const client = new DynamoDBClient({ requestHandler: recorder(reached) });
  const { region } = client.config;
  const detachFirst = first.attach(client);
  const detachSecond = second.attach(DynamoDBDocumentClient.from(client));
  detachFirst();
  assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, [TABLE]);
  assert.deepEqual(reached, []);
  detachSecond();
  assert.equal(client.config.region, region);
});

/** A logger that tells the names of commands whose input and output it was given. */
function namesOf(logged) {
  return { info: ({ commandName }) => logged.push(commandName), debug() {}, warn() {}, error() {} };
}

test("a client's own logger is told of commands, the SDK's silent one gives way until it is detached", async () => {
  const emulator = await createEmulator();
  assert.equal(new DynamoDBClient(emulator.clientConfig()).config.logger, undefined);
  const silent = new DynamoDBClient({});
  const { logger } = silent.config;
  const detach = emulator.attach(silent);
  assert.equal(silent.config.logger, undefined);
  detach();
  assert.equal(silent.config.logger, logger);
  const logged = [];
  await new DynamoDBClient({ ...emulator.clientConfig(), logger: namesOf(logged) }).send(new ListTablesCommand({}));
  const attached = new DynamoDBClient({ logger: namesOf(logged) });
  emulator.attach(attached);
  await attached.send(new ListTablesCommand({}));
  assert.deepEqual(logged, ["ListTablesCommand", "ListTablesCommand"]);
});

test("through requestHandler alone", async () => {
  const { requestHandler } = await createEmulator();
  await runShop(new DynamoDB({ region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, requestHandler }));
});

test("through fetch", async (context) => {
  const emulator = await createEmulator();
  const original = globalThis.fetch;
  globalThis.fetch = emulator.fetch;
  context.after(() => (globalThis.fetch = original));
  await runShop(new DynamoDBClient({ ...emulator.clientConfig({ signatures: true }), requestHandler: new FetchHttpHandler() }));
});

test("tables live per region, in one account whatever the access key", async () => {
  const emulator = await createEmulator();
  const client = (region, accessKeyId) =>
    new DynamoDBClient(emulator.clientConfig({ region, credentials: { accessKeyId, secretAccessKey: "x" } }));
  const tables = async (...where) => (await client(...where).send(new ListTablesCommand({}))).TableNames;
  await client("eu-west-1", "alice").send(new CreateTableCommand(DEFINITION));
  assert.deepEqual(await tables("eu-west-1", "bob"), [TABLE]);
  assert.deepEqual(await tables("us-east-1", "alice"), []);
});

test("accounts by access key, and one namespace for all, when asked for", async () => {
  const accounts = { alice: "111111111111", bob: "222222222222" };
  for (const [sharedNamespace, seen] of [[false, []], [true, [TABLE]]]) {
    const emulator = await createEmulator({ accounts, sharedNamespace });
    const client = (accessKeyId, region) =>
      new DynamoDBClient(emulator.clientConfig({ region, credentials: { accessKeyId, secretAccessKey: "x" } }));
    await client("alice", "eu-west-1").send(new CreateTableCommand(DEFINITION));
    assert.deepEqual((await client("bob", "us-east-1").send(new ListTablesCommand({}))).TableNames, seen);
  }
});

test("reset() deletes every table", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  await client.send(new CreateTableCommand(DEFINITION));
  emulator.reset();
  assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, []);
  await assert.rejects(client.send(new DeleteTableCommand({ TableName: TABLE })), ResourceNotFoundException);
});

test("an aborted call is refused as the SDK's own transport refuses it", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  await assert.rejects(client.send(new ListTablesCommand({}), { abortSignal: AbortSignal.abort() }), { name: "AbortError" });
});

test("a region and credentials that are written beside clientConfig() are the client's", async () => {
  const emulator = await createEmulator({ accounts: { alice: "111122223333" } });
  const credentials = { accessKeyId: "alice", secretAccessKey: "secret" };
  const client = new DynamoDBClient({ ...emulator.clientConfig(), region: "eu-west-1", credentials });
  const { TableDescription } = await client.send(new CreateTableCommand(DEFINITION));
  assert.match(TableDescription.TableArn, /^arn:aws:dynamodb:eu-west-1:111122223333:/);
  const listed = async (options) => (await new DynamoDBClient(emulator.clientConfig(options)).send(new ListTablesCommand({}))).TableNames;
  assert.deepEqual(await listed({}), []);
  assert.deepEqual(await listed({ region: "eu-west-1" }), []);
  assert.deepEqual(await listed({ region: "eu-west-1", credentials }), [TABLE]);
});

test("without a region of its own a client lives in the emulator's", async () => {
  const emulator = await createEmulator({ region: "ap-southeast-2" });
  const client = new DynamoDBClient(emulator.clientConfig());
  const { TableDescription } = await client.send(new CreateTableCommand(DEFINITION));
  assert.match(TableDescription.TableArn, /^arn:aws:dynamodb:ap-southeast-2:000000000000:table\/shop$/);
});
