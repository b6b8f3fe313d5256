// Global tables as users meet them through the AWS SDK: what docs/global-tables.md says.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

const KEY = { pk: { S: "a" } };

/** An emulator whose clock stands still, with a global table `Music` in two regions, and a client of each. */
async function music(options) {
  const emulator = await createEmulator(options);
  emulator.clock.freeze("2026-10-01T00:00:00Z");
  const [east, west] = ["us-east-1", "us-west-2"].map((region) => new DynamoDBClient(emulator.clientConfig({ region })));
  const table = {
    TableName: "Music",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  };
  await east.send(new CreateTableCommand(table));
  await east.send(new UpdateTableCommand({ TableName: "Music", ReplicaUpdates: [{ Create: { RegionName: "us-west-2" } }] }));
  return { emulator, east, west };
}

const put = (client, value) => client.send(new PutItemCommand({ TableName: "Music", Item: { ...KEY, value: { S: value } } }));
const get = async (client) => (await client.send(new GetItemCommand({ TableName: "Music", Key: KEY }))).Item?.value.S;

test("what is written in one region is in the other", async () => {
  const { east, west } = await music();
  await put(east, "from the east");
  assert.equal(await get(west), "from the east");
  const { Table } = await west.send(new DescribeTableCommand({ TableName: "Music" }));
  assert.deepEqual([Table.GlobalTableVersion, Table.Replicas.map((replica) => replica.RegionName)], ["2019.11.21", ["us-east-1"]]);
});

test("with a lag it arrives when the clock says so", async () => {
  const { emulator, east, west } = await music({ replication: { lag: { seconds: 1 } } });
  await put(east, "later");
  assert.equal(await get(west), undefined);
  emulator.clock.advance({ seconds: 1 });
  assert.equal(await get(west), "later");
});

test("two regions that are cut off converge to the last write", async () => {
  const { emulator, east, west } = await music();
  emulator.replication.isolate("us-west-2");
  await put(east, "first");
  emulator.clock.advance(1);
  await put(west, "last");
  assert.deepEqual([await get(east), await get(west)], ["first", "last"]);
  emulator.replication.heal("us-west-2");
  assert.deepEqual([await get(east), await get(west)], ["last", "last"]);
});

test("a snapshot keeps replicas and what is on its way", async () => {
  const { emulator, east, west } = await music();
  emulator.replication.isolate("us-west-2");
  await put(east, "on its way");
  const snapshot = emulator.snapshot();
  emulator.reset();
  emulator.restore(snapshot);
  assert.equal(await get(west), undefined);
  emulator.replication.heal("us-west-2");
  assert.equal(await get(west), "on its way");
});

test("what makes no sense is refused with what to write instead", async () => {
  const { emulator } = await music();
  assert.throws(() => emulator.replication.isolate(), /replication.isolate: undefined is no region: write its name/);
  assert.throws(() => emulator.replication.heal("EU"), /'EU' is not a region/);
  await assert.rejects(createEmulator({ replication: 5 }), /replication cannot be 5: write an object, for example/);
  await assert.rejects(createEmulator({ replication: { lag: "1s" } }), /replication.lag: "1s" is no duration/);
  await assert.rejects(createEmulator({ replication: { delay: 1 } }), /replication: there is no option "delay"/);
});
