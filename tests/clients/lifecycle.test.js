// What an application waits for: tables that take their time, by the emulator's clock.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DynamoDB, DynamoDBClient, waitUntilTableExists, waitUntilTableNotExists } from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

import { DEFINITION, TABLE } from "./table.js";

/** The most patience that a test has; polls come every tenth of a second. */
const PATIENCE = { maxWaitTime: 20, minDelay: 0.1, maxDelay: 0.1 };

async function clientOf(options) {
  const emulator = await createEmulator(options);
  return { emulator, client: new DynamoDB(emulator.clientConfig()) };
}

const status = async (client) => (await client.describeTable({ TableName: TABLE })).Table.TableStatus;

test("waiters wait in real time until a table is there, and until it is gone", async () => {
  const { emulator, client } = await clientOf({ lifecycle: { createTable: 700, deleteTable: 700 } });
  const start = performance.now();
  await client.createTable(DEFINITION);
  assert.equal(await status(client), "CREATING");
  await assert.rejects(client.putItem({ TableName: TABLE, Item: { pk: { S: "a" }, sk: { S: "b" } } }), { name: "ResourceNotFoundException" });
  assert.equal((await waitUntilTableExists({ client, ...PATIENCE }, { TableName: TABLE })).state, "SUCCESS");
  assert.ok(performance.now() - start >= 700);
  await client.putItem({ TableName: TABLE, Item: { pk: { S: "a" }, sk: { S: "b" } } });
  await client.deleteTable({ TableName: TABLE });
  assert.equal(await status(client), "DELETING");
  assert.equal((await waitUntilTableNotExists({ client, ...PATIENCE }, { TableName: TABLE })).state, "SUCCESS");
  assert.ok(performance.now() - start >= 1400);
  await emulator.close();
});

test("a test moves the clock while an application waits", async () => {
  const { emulator, client } = await clientOf({ lifecycle: "realistic" });
  emulator.clock.freeze("2026-10-01T00:00:00Z");
  await client.createTable(DEFINITION);
  const waited = waitUntilTableExists({ client, ...PATIENCE }, { TableName: TABLE });
  const first = await Promise.race([waited, new Promise((resolve) => setTimeout(resolve, 350, "still waiting"))]);
  assert.equal(first, "still waiting");
  emulator.clock.advance({ seconds: 6 });
  assert.equal((await waited).state, "SUCCESS");
  assert.equal(await status(client), "ACTIVE");
  await emulator.close();
});

test("an index is made in steps that an application can watch", async () => {
  const { emulator, client } = await clientOf({ lifecycle: { allocateIndex: { seconds: 40 }, backfillIndex: { minutes: 8 } } });
  emulator.clock.freeze();
  const { GlobalSecondaryIndexes: [index], ...plain } = DEFINITION;
  const keys = plain.KeySchema.map(({ AttributeName }) => AttributeName);
  await client.createTable({ ...plain, AttributeDefinitions: plain.AttributeDefinitions.filter(({ AttributeName }) => keys.includes(AttributeName)) });
  await client.updateTable({ TableName: TABLE, AttributeDefinitions: DEFINITION.AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] });
  const told = async () => {
    const { Table } = await client.describeTable({ TableName: TABLE });
    const [{ IndexStatus, Backfilling }] = Table.GlobalSecondaryIndexes;
    return [Table.TableStatus, IndexStatus, Backfilling];
  };
  assert.deepEqual(await told(), ["UPDATING", "CREATING", false]);
  emulator.clock.advance({ seconds: 40 });
  assert.deepEqual(await told(), ["ACTIVE", "CREATING", true]);
  await assert.rejects(client.scan({ TableName: TABLE, IndexName: "gsi1" }), { message: "Cannot read from backfilling global secondary index: gsi1" });
  await assert.rejects(client.deleteTable({ TableName: TABLE }), { name: "ResourceInUseException" });
  emulator.clock.advance({ minutes: 8 });
  assert.deepEqual(await told(), ["ACTIVE", "ACTIVE", undefined]);
  assert.equal((await client.scan({ TableName: TABLE, IndexName: "gsi1" })).Count, 0);
  await emulator.close();
});

test("snapshots and forks keep what is under way", async () => {
  const { emulator, client } = await clientOf({ lifecycle: { createTable: 1000 } });
  emulator.clock.freeze();
  await client.createTable(DEFINITION);
  const [snapshot, fork] = [emulator.snapshot(), emulator.fork()];
  const forked = new DynamoDBClient(fork.clientConfig());
  emulator.clock.advance(1000);
  assert.equal(await status(client), "ACTIVE");
  assert.equal(await status(new DynamoDB(fork.clientConfig())), "CREATING");
  fork.clock.advance(1000);
  await waitUntilTableExists({ client: forked, ...PATIENCE }, { TableName: TABLE });
  emulator.clock.advance(-1000);
  emulator.restore(snapshot);
  assert.equal(await status(client), "CREATING");
  await Promise.all([emulator.close(), fork.close()]);
});

test("a key that cannot be used is a matter of a word", async () => {
  const { emulator, client } = await clientOf({});
  await client.createTable({ ...DEFINITION, SSESpecification: { Enabled: true, SSEType: "KMS" } });
  emulator.setTableStatus({ tableName: TABLE, status: "INACCESSIBLE_ENCRYPTION_CREDENTIALS" });
  await assert.rejects(client.scan({ TableName: TABLE }), { name: "ValidationException", message: /^KMS key disabled error: / });
  emulator.setTableStatus({ tableName: TABLE, status: "ACTIVE" });
  assert.equal((await client.scan({ TableName: TABLE })).Count, 0);
  assert.throws(() => emulator.setTableStatus({ tableName: TABLE, status: "GONE" }), /a table cannot be set to "GONE": write "ACTIVE", "INACCESSIBLE_ENCRYPTION_CREDENTIALS"/);
  assert.throws(() => emulator.setTableStatus({ tableName: "none", status: "ACTIVE" }), /there is no table "none"/);
  assert.throws(() => emulator.setTableStatus({ tableName: TABLE }), /a table cannot be set to "": write "ACTIVE"/);
  for (const nothing of [undefined, null, "GONE"]) assert.throws(() => emulator.setTableStatus(nothing), /setTableStatus: write an object/);
  assert.throws(() => emulator.setTableStatus({ tableName: TABLE, state: "ACTIVE" }), /there is no option "state"/);
  await emulator.close();
});
