// Global tables as users meet them through the AWS SDK: what docs/global-tables.md says.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CreateGlobalTableCommand,
  CreateTableCommand,
  DescribeGlobalTableCommand,
  DescribeTableCommand,
  DescribeTableReplicaAutoScalingCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

const KEY = { pk: { S: "a" } };

const TABLE = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
};

/** An emulator whose clock stands still, with a global table `Music` in two regions, and a client of each. */
async function music(options) {
  const emulator = await createEmulator(options);
  emulator.clock.freeze("2026-10-01T00:00:00Z");
  const [east, west] = ["us-east-1", "us-west-2"].map((region) => new DynamoDBClient(emulator.clientConfig({ region })));
  await east.send(new CreateTableCommand(TABLE));
  await east.send(new UpdateTableCommand({ TableName: "Music", ReplicaUpdates: [{ Create: { RegionName: "us-west-2" } }] }));
  return { emulator, east, west };
}

/** Two empty tables that are alike, made into a global table of the version 2017.11.29. */
async function legacy(options) {
  const emulator = await createEmulator(options);
  const [east, west] = ["us-east-1", "us-west-2"].map((region) => new DynamoDBClient(emulator.clientConfig({ region })));
  const stream = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
  for (const client of [east, west]) await client.send(new CreateTableCommand({ ...TABLE, StreamSpecification: stream }));
  const ReplicationGroup = [{ RegionName: "us-east-1" }, { RegionName: "us-west-2" }];
  await east.send(new CreateGlobalTableCommand({ GlobalTableName: "Music", ReplicationGroup }));
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

test("global tables of the first version are made of tables that are there, and mark their items", async () => {
  const { emulator, east, west } = await legacy();
  await put(east, "from the east");
  const { Item } = await west.send(new GetItemCommand({ TableName: "Music", Key: KEY }));
  assert.deepEqual(Item["aws:rep:updateregion"], { S: "us-east-1" });
  assert.deepEqual(Item["aws:rep:deleting"], { BOOL: false });
  assert.match(Item["aws:rep:updatetime"].N, /^\d{10}\.\d{6}$/);
  const { GlobalTableDescription } = await west.send(new DescribeGlobalTableCommand({ GlobalTableName: "Music" }));
  assert.equal(GlobalTableDescription.GlobalTableStatus, "ACTIVE");
  const copy = emulator.fork();
  assert.equal(await get(new DynamoDBClient(copy.clientConfig({ region: "us-west-2" }))), "from the east");
});

test("global tables of the first version are refused where AWS's present is asked for", async () => {
  await assert.rejects(legacy({ replication: { legacy: false } }), /version 2017.11.29 is not supported/);
});

test("a provisioned table has replicas once its write capacity scales", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig({ region: "us-east-1" }));
  const units = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  await client.send(new CreateTableCommand({ ...TABLE, BillingMode: "PROVISIONED", ProvisionedThroughput: units }));
  const replica = new UpdateTableCommand({ TableName: "Music", ReplicaUpdates: [{ Create: { RegionName: "us-west-2" } }] });
  await assert.rejects(client.send(replica), /write capacity should either be Pay-Per-Request or AutoScaled/);
  emulator.autoScale({ tableName: "Music", dimension: "write", minimumUnits: 5, maximumUnits: 50 });
  await client.send(replica);
  const { TableAutoScalingDescription } = await client.send(new DescribeTableReplicaAutoScalingCommand({ TableName: "Music" }));
  const writes = TableAutoScalingDescription.Replicas.map((described) => described.ReplicaProvisionedWriteCapacityAutoScalingSettings);
  assert.deepEqual(
    writes.map(({ MinimumUnits, MaximumUnits }) => [MinimumUnits, MaximumUnits]),
    [
      [5, 50],
      [5, 50],
    ],
  );
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
  await assert.rejects(createEmulator({ replication: { legacy: "no" } }), /replication: legacy cannot be "no": write true or false/);
  const scaling = { tableName: "Music", dimension: "write", minimumUnits: 1, maximumUnits: 10 };
  assert.throws(() => emulator.autoScale({ ...scaling, dimension: "both" }), /autoScale: dimension cannot be "both": write "read" or "write"/);
  assert.throws(() => emulator.autoScale({ ...scaling, targetValue: 95 }), /a percentage from 10 to 90/);
  assert.throws(() => emulator.autoScale({ ...scaling, tableName: "Missing" }), /there is no table "Missing" in us-east-1/);
  assert.throws(() => emulator.autoScale({ ...scaling, indexName: "gsi" }), /has no global secondary index "gsi"/);
  assert.throws(() => emulator.autoScale({ ...scaling, maximumUnits: undefined }), /write minimumUnits and maximumUnits/);
});
