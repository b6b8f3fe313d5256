// What is kept in a folder: a start goes on from it, and a process that is killed loses nothing that it has acknowledged.
//
// ROUNDS says how often the server is killed.

import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { createEmulator, createEmulatorSync, EmulatorError } from "dynatab";

import { Control } from "../../npm/src/node/control.js";
import { call, headers } from "./request.js";
import { runCommand, startServer } from "./server-process.js";

/** The one that the package under test finds. */
const { ClassicLevel } = createRequire(new URL("../../npm/dist/node.js", import.meta.url))("classic-level");

const ROUNDS = Number(process.env.ROUNDS ?? 100);
const WRITERS = 8;

let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "dynatab-data-"));
});
after(() => rm(root, { recursive: true, force: true }));

async function send(emulator, operation, input) {
  const response = await emulator.fetch(call(operation, input));
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  return body;
}

const TABLE = {
  TableName: "Table",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
};

const put = (emulator, pk) => send(emulator, "PutItem", { TableName: "Table", Item: { pk: { S: pk } } });

async function keys(emulator) {
  const { Items } = await send(emulator, "Scan", { TableName: "Table" });
  return Items.map(({ pk }) => pk.S).sort();
}

test("the next emulator goes on from the folder, with backups, streams and settings", async () => {
  const folder = join(root, "reopened");
  const one = await createEmulator({ storage: `dir:${folder}` });
  await send(one, "CreateTable", TABLE);
  await Promise.all(Array.from({ length: 50 }, (_, number) => put(one, String(number))));
  await send(one, "CreateBackup", { TableName: "Table", BackupName: "backup" });
  await send(one, "DeleteItem", { TableName: "Table", Key: { pk: { S: "0" } } });
  const state = one.dump();
  await one.close();
  const other = await createEmulator({ storage: `dir:${folder}` });
  assert.deepEqual(other.dump(), state);
  assert.equal((await keys(other)).length, 49);
  const { bytes, quota } = await other.storage.usage();
  assert.ok(bytes > 1000 && quota === undefined && other.storage.leads && (await other.storage.persist()));
  other.restore(other.fork().snapshot());
  other.reset();
  await other.storage.flush();
  await other.close();
  const last = await createEmulator({ storage: `dir:${folder}`, durability: "relaxed" });
  assert.deepEqual(await send(last, "ListTables", {}), { TableNames: [] });
  await last.storage.destroy();
  await assert.rejects(readdir(folder), { code: "ENOENT" });
  await assert.rejects(last.fetch(call("ListTables")), { code: "EMULATOR_CLOSED" });
});

test("what is read in several pieces is all there", async () => {
  const storage = `dir:${join(root, "pieces")}`;
  const one = await createEmulator({ storage });
  await send(one, "CreateTable", TABLE);
  // A piece is of 1 MB, or of one entry.
  const text = { S: "x".repeat(300_000) };
  await Promise.all(Array.from({ length: 12 }, (_, number) => send(one, "PutItem", { TableName: "Table", Item: { pk: { S: String(number) }, text } })));
  await Promise.all(Array.from({ length: 2000 }, (_, number) => put(one, `small ${number}`)));
  const state = one.dump();
  await one.close();
  const other = await createEmulator({ storage });
  assert.deepEqual(other.dump(), state);
  await other.close();
});

test("buckets are kept, and whoever asks for the health of the service is told", async () => {
  const storage = `dir:${join(root, "buckets")}`;
  const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
  const ask = (emulator, method, path, body) =>
    emulator.fetch(new Request(`http://localhost${path}`, { method, body, headers: { authorization, "x-amz-date": "20260101T000000Z", "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } }));
  const one = await createEmulator({ storage });
  assert.equal((await ask(one, "PUT", "/bucket")).status, 200);
  assert.equal((await ask(one, "PUT", "/bucket/key", "content")).status, 200);
  assert.match(await (await one.fetch("http://localhost/")).text(), /^healthy/);
  await one.close();
  const other = await createEmulator({ storage });
  assert.equal(await (await ask(other, "GET", "/bucket/key")).text(), "content");
  await other.close();
});

test("a folder that another process has open, and what is no folder of this kind, is refused in words", async () => {
  const folder = join(root, "locked");
  const emulator = await createEmulator({ storage: `dir:${folder}` });
  const is = (code, text) => (error) => error instanceof EmulatorError && error.code === code && error.message.includes(text);
  await assert.rejects(createEmulator({ storage: `dir:${folder}` }), is("STORAGE_UNAVAILABLE", "another process has it open"));
  await emulator.close();
  const level = new ClassicLevel(folder, { keyEncoding: "buffer", valueEncoding: "buffer" });
  await level.put(Buffer.from([0]), Buffer.from([9]));
  await level.close();
  await assert.rejects(createEmulator({ storage: `dir:${folder}` }), is("STATE_UNREADABLE", "in format 9; this one reads formats up to 1"));
  assert.throws(() => createEmulatorSync({ storage: `dir:${folder}` }), TypeError);
  await assert.rejects(createEmulator({ storage: "idb://name" }), /IndexedDB in browsers alone/);
  await assert.rejects(createEmulator({ storage: "dir:" }), TypeError);
  const { code, stderr } = await runCommand("--port", "0", "--data", "");
  assert.deepEqual([code, /--data cannot be empty/.test(stderr)], [2, true]);
});

test("a write that cannot be stored is undone, and what comes after it is not", async () => {
  const folder = join(root, "failing");
  const emulator = await createEmulator({ storage: `dir:${folder}` });
  await send(emulator, "CreateTable", TABLE);
  await put(emulator, "a");
  const { batch } = ClassicLevel.prototype;
  ClassicLevel.prototype.batch = () => Promise.reject(new Error("no space left on device"));
  const lost = await Promise.allSettled([put(emulator, "b"), put(emulator, "c"), keys(emulator)]);
  ClassicLevel.prototype.batch = batch;
  for (const { reason } of lost) {
    assert.equal(reason.code, "STORAGE_FAILED");
    assert.match(reason.message, /could not be stored, and is undone: no space left/);
  }
  assert.deepEqual(await keys(emulator), ["a"]);
  await put(emulator, "d");
  await emulator.close();
  const other = await createEmulator({ storage: `dir:${folder}` });
  assert.deepEqual(await keys(other), ["a", "d"]);
  await other.close();
});

test("a control is answered once what it did is stored, and says so if it was not", async () => {
  const emulator = await createEmulator({ storage: `dir:${join(root, "controlled")}` });
  await send(emulator, "CreateTable", TABLE);
  await put(emulator, "a");
  const control = new Control(emulator);
  const clear = () => control.answer({ method: "POST", path: "/_dynatab/clear", headers: { "content-type": "application/json" }, body: new Uint8Array() });
  const { batch } = ClassicLevel.prototype;
  ClassicLevel.prototype.batch = () => Promise.reject(new Error("no space left on device"));
  await assert.rejects(clear(), { code: "STORAGE_FAILED" });
  let stored = false;
  ClassicLevel.prototype.batch = async function (...words) {
    await sleep(20);
    await batch.apply(this, words);
    stored = true;
  };
  const { body } = await clear();
  ClassicLevel.prototype.batch = batch;
  assert.deepEqual([stored, String(body)], [true, "1"]);
  await emulator.close();
});

/** A server over HTTP, which is asked until it is gone. */
class Client {
  constructor(url) {
    this.url = url;
  }

  async send(operation, input) {
    const response = await fetch(this.url, { method: "POST", headers: headers(operation), body: JSON.stringify(input) });
    const body = await response.json();
    assert.equal(response.status, 200, JSON.stringify(body));
    return body;
  }

  /** All items of the table by their keys. */
  async items() {
    const items = new Map();
    let ExclusiveStartKey;
    do {
      const page = await this.send("Scan", { TableName: "Table", ConsistentRead: true, ExclusiveStartKey });
      for (const { pk, n } of page.Items) items.set(pk.S, n.N);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items;
  }
}

/** Writes one pair of items after the other in transactions, until the server is gone. Tells the number of the last pair that was acknowledged, and how many were sent. */
async function write(client, writer, told) {
  for (;;) {
    told.sent += 1;
    const Items = ["left", "right"].map((side) => ({ Put: { TableName: "Table", Item: { pk: { S: `${writer}-${side}` }, n: { N: String(told.sent) } } } }));
    const sent = await client.send("TransactWriteItems", { TransactItems: Items }).then(() => true, () => false);
    if (!sent) return;
    told.acknowledged = told.sent;
  }
}

const sum = (told) => told.reduce((all, { acknowledged }) => all + acknowledged, 0);

test(`a server that is killed at any moment, ${ROUNDS} times, loses nothing that it has acknowledged and halves no transaction`, async (context) => {
  const folder = join(root, "killed");
  const told = Array.from({ length: WRITERS }, () => ({ sent: 0, acknowledged: 0 }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    const server = await startServer(context, "--data", folder);
    const client = new Client(server.url);
    if (round === 0) await client.send("CreateTable", TABLE);
    const items = await client.items();
    for (const [writer, state] of told.entries()) {
      const [left, right] = ["left", "right"].map((side) => Number(items.get(`${writer}-${side}`) ?? 0));
      assert.equal(left, right, `round ${round}: no half of a transaction`);
      assert.ok(left >= state.acknowledged && left <= state.sent, `round ${round}: ${left} of ${JSON.stringify(state)}`);
      Object.assign(state, { sent: left, acknowledged: left });
    }
    const writing = told.map((state, writer) => write(client, writer, state));
    const begun = sum(told);
    while (sum(told) === begun) await sleep(1);
    await sleep(Math.random() * 100);
    server.child.kill("SIGKILL");
    await Promise.all([server.exited, ...writing]);
  }
  assert.ok(sum(told) > ROUNDS * 5, `${sum(told)} transactions`);
});
