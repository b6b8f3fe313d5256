import assert from "node:assert/strict";
import { test } from "node:test";

import { createEmulator, EmulatorError } from "dynatab";

import { call } from "./request.js";

const START = Date.UTC(2026, 9, 1);
const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/Table";

async function send(emulator, operation, input) {
  const response = await emulator.fetch(call(operation, input));
  return response.json();
}

async function emulatorWithEverything() {
  const emulator = await createEmulator({ seed: 1, now: () => START });
  await send(emulator, "CreateTable", {
    TableName: "Table",
    AttributeDefinitions: ["pk", "g"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    GlobalSecondaryIndexes: [{ IndexName: "by-g", KeySchema: [{ AttributeName: "g", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    Tags: [{ Key: "stage", Value: "test" }],
  });
  await put(emulator, "a");
  await send(emulator, "CreateBackup", { TableName: "Table", BackupName: "backup" });
  await put(emulator, "b");
  return emulator;
}

const put = (emulator, pk) => send(emulator, "PutItem", { TableName: "Table", Item: { pk: { S: pk }, g: { S: "g" } } });

const told = (emulator) =>
  Promise.all([
    send(emulator, "DescribeTable", { TableName: "Table" }),
    send(emulator, "ListTagsOfResource", { ResourceArn: TABLE }),
    send(emulator, "Scan", { TableName: "Table", IndexName: "by-g" }),
    send(emulator, "ListBackups", {}),
  ]);

test("what was dumped is loaded by another emulator, with everything", async () => {
  const emulator = await emulatorWithEverything();
  const state = emulator.dump();
  assert.ok(state instanceof Uint8Array);
  const other = await createEmulator({ seed: 2, now: () => START });
  other.load(state);
  assert.deepEqual(await told(other), await told(emulator));
  assert.deepEqual(other.dump(), state, "equal states have equal bytes");
  const [{ BackupArn }] = (await send(other, "ListBackups", {})).BackupSummaries;
  await send(other, "RestoreTableFromBackup", { TargetTableName: "Restored", BackupArn });
  assert.equal((await send(other, "Scan", { TableName: "Restored" })).Count, 1);
  await put(other, "c");
  assert.equal((await send(emulator, "Scan", { TableName: "Table" })).Count, 2, "the two have nothing to do with each other");
});

test("what is loaded takes the place of what there is, from an ArrayBuffer too", async () => {
  const emulator = await emulatorWithEverything();
  const state = emulator.dump();
  await put(emulator, "c");
  emulator.load(state.buffer.slice(state.byteOffset, state.byteOffset + state.byteLength));
  assert.equal((await send(emulator, "Scan", { TableName: "Table" })).Count, 2);
});

test("what is no state, or not a whole one, is refused and changes nothing", async () => {
  const emulator = await emulatorWithEverything();
  const state = emulator.dump();
  const turned = state.slice();
  turned[100] ^= 1;
  const told = [
    [new Uint8Array(), /load: this is no state of an emulator/],
    [state.slice(0, -1), /load: this state is damaged: bytes are missing or were changed/],
    [turned, /load: this state is damaged/],
  ];
  for (const [bytes, message] of told) {
    assert.throws(() => emulator.load(bytes), (error) => error instanceof EmulatorError && error.code === "STATE_UNREADABLE" && message.test(error.message));
  }
  for (const value of ["text", undefined, {}, [1]]) assert.throws(() => emulator.load(value), TypeError);
  assert.deepEqual(emulator.dump(), state);
});
