// Lagging reads, throttling and conflicts as users meet them through the AWS SDK: what docs/consistency-and-throughput.md says.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

const KEY = { pk: { S: "a" } };
const HELD = { items: [{ tableName: "Music", key: KEY }] };

/** An emulator whose clock stands still, with a table `Music` that is given `more`, and a client that does not retry. */
async function music(options, more = { BillingMode: "PAY_PER_REQUEST" }) {
  const emulator = await createEmulator(options);
  emulator.clock.freeze("2026-10-01T00:00:00Z");
  const client = new DynamoDBClient({ ...emulator.clientConfig(), maxAttempts: 1 });
  await client.send(
    new CreateTableCommand({
      TableName: "Music",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      ...more,
    }),
  );
  return { emulator, client };
}

const get = async (client, more) => (await client.send(new GetItemCommand({ TableName: "Music", Key: KEY, ...more }))).Item;
const put = (client, item = KEY) => client.send(new PutItemCommand({ TableName: "Music", Item: item }));
const transact = (client, more) =>
  client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: "Music", Item: KEY } }], ...more }));

test("a read lags behind by the emulator's clock", async () => {
  const { emulator, client } = await music({ consistency: { lag: { milliseconds: 200 } } });
  await put(client);
  assert.equal(await get(client), undefined);
  assert.deepEqual(await get(client, { ConsistentRead: true }), KEY);
  emulator.clock.advance(200);
  assert.deepEqual(await get(client), KEY);
});

test("a read lags behind by writes, in a fork too, and after a snapshot is restored", async () => {
  const { emulator, client } = await music({ consistency: { lag: { writes: 1 } } });
  await put(client);
  const snapshot = emulator.snapshot();
  await put(client, { ...KEY, v: { N: "2" } });
  assert.deepEqual(await get(client), KEY);
  const fork = emulator.fork();
  assert.deepEqual(await get(new DynamoDBClient(fork.clientConfig())), KEY);
  emulator.restore(snapshot);
  assert.equal(await get(client), undefined);
});

test("throughput is enforced, with reasons that the SDK knows", async () => {
  const provisioned = { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } };
  const { emulator, client } = await music({ throttling: true }, provisioned);
  await put(client);
  await assert.rejects(put(client), (error) => {
    assert.equal(error.name, "ProvisionedThroughputExceededException");
    const resource = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";
    assert.deepEqual(error.ThrottlingReasons, [{ reason: "TableWriteProvisionedThroughputExceeded", resource }]);
    return true;
  });
  emulator.clock.advance({ seconds: 1 });
  const writes = ["b", "c"].map((pk) => ({ PutRequest: { Item: { pk: { S: pk } } } }));
  const batch = await client.send(new BatchWriteItemCommand({ RequestItems: { Music: writes } }));
  assert.deepEqual(batch.UnprocessedItems, { Music: [writes[1]] });
});

test("a maximum on demand is told with reasons, too", async () => {
  const { client } = await music({ throttling: true }, { BillingMode: "PAY_PER_REQUEST", OnDemandThroughput: { MaxReadRequestUnits: 1 } });
  await get(client, { ConsistentRead: true });
  await assert.rejects(get(client), (error) => {
    assert.equal(error.name, "ThrottlingException");
    assert.equal(error.throttlingReasons[0].reason, "TableReadMaxOnDemandThroughputExceeded");
    return true;
  });
});

test("without burst an idle hour leaves the capacity of one second", async () => {
  const provisioned = { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } };
  const { emulator, client } = await music({ throttling: { burst: { seconds: 0 } } }, provisioned);
  emulator.clock.advance({ hours: 1 });
  await put(client);
  await assert.rejects(put(client), { name: "ProvisionedThroughputExceededException" });
});

test("a transaction that is held conflicts until it is released", async () => {
  const { emulator, client } = await music();
  const held = emulator.holdTransaction(HELD);
  await assert.rejects(put(client), { name: "TransactionConflictException", message: "Transaction is ongoing for the item" });
  await assert.rejects(transact(client), (error) => error.CancellationReasons[0].Code === "TransactionConflict");
  assert.equal(await get(client), undefined);
  assert.equal(held.release(), true);
  assert.equal(held.release(), false);
  await put(client);
});

test("a transaction that is held ends by itself, so that a retry succeeds", async () => {
  const { emulator, client } = await music();
  emulator.holdTransaction({ ...HELD, conflicts: 1 });
  await assert.rejects(put(client), { name: "TransactionConflictException" });
  await put(client);
  emulator.holdTransaction({ ...HELD, for: { seconds: 5 } });
  await assert.rejects(put(client), { name: "TransactionConflictException" });
  emulator.clock.advance({ seconds: 5 });
  await put(client);
});

test("a token whose transaction is held is in progress", async () => {
  const { emulator, client } = await music();
  const held = emulator.holdTransaction({ clientRequestToken: "token" });
  await assert.rejects(transact(client, { ClientRequestToken: "token" }), { name: "TransactionInProgressException" });
  held.release();
  await transact(client, { ClientRequestToken: "token" });
});

test("held transactions belong to a region and an account", async () => {
  const { emulator, client } = await music();
  assert.throws(() => emulator.holdTransaction({ ...HELD, region: "eu-west-1" }), /there is no table "Music" in eu-west-1/);
  emulator.reset();
  assert.throws(() => emulator.holdTransaction(HELD), /there is no table "Music" in us-east-1/);
  await assert.rejects(client.send(new QueryCommand({ TableName: "Music" })));
});

const REFUSED = [
  [{}, /write items, for example/],
  [{ items: {} }, /items cannot be \{\}: write a list/],
  [{ items: [{ table: "Music" }] }, /there is no option "table"; write one of tableName, key/],
  [{ items: [{ tableName: "Music", key: { pk: { N: "1" } } }] }, /write a key of the table "Music"/],
  [{ ...HELD, conflicts: 0 }, /conflicts cannot be 0: write how many requests/],
  [{ ...HELD, for: -1 }, /for: -1 is no length of time/],
  [{ ...HELD, region: "EU" }, /'EU' is not a region/],
  [{ ...HELD, accountId: "1" }, /'1' is not an account id/],
];

for (const [transaction, message] of REFUSED) {
  test(`a transaction that cannot be held says what to write: ${message.source}`, async () => {
    const { emulator } = await music();
    assert.throws(() => emulator.holdTransaction(transaction), { name: "TypeError", message });
  });
}

test("a burst of tables is refused in part, and the SDK's retries create them all", async (context) => {
  const emulator = await createEmulator({ throttling: { controlPlane: true } });
  context.after(() => emulator.close());
  emulator.clock.freeze();
  const input = (TableName) => ({
    TableName, BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
  const client = new DynamoDBClient({ ...emulator.clientConfig(), maxAttempts: 1 });
  const burst = await Promise.allSettled(Array.from({ length: 10 }, (_, number) => client.send(new CreateTableCommand(input(`table-${number}`)))));
  const refused = burst.filter(({ status }) => status === "rejected").map(({ reason }) => `${reason.name}: ${reason.message}`);
  assert.deepEqual(refused, Array(5).fill("ThrottlingException: The rate of control plane requests made by this account is too high"));
  emulator.clock.follow();
  const patient = new DynamoDBClient({ ...emulator.clientConfig(), maxAttempts: 8 });
  await Promise.all(Array.from({ length: 8 }, (_, number) => patient.send(new CreateTableCommand(input(`more-${number}`)))));
});
