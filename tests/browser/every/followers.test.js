// The whole API in a tab, a dedicated worker and a shared worker that do not lead: what they ask is asked of the tab that does, and of the next one when that is gone.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startBrowser } from "../browser.js";
import { act, isLeading, items, leads, profile, reload } from "../profile.js";

const browser = await startBrowser();
after(() => browser.close());

/** A tab that leads and one that does not, with a table. */
async function two(context, more) {
  const shared = await profile(browser, context);
  const leader = await shared.openStored();
  await act(leader, "createTable", more);
  const follower = await shared.openStored();
  assert.deepEqual([await leads(leader), await leads(follower)], [true, false]);
  return { shared, leader, follower };
}

/** Waits until what a tab has been told, in `globalThis.told`, ends with this. */
const told = (tab, ...last) =>
  tab.waitForFunction(`globalThis.told.slice(-${last.length}).join() === ${JSON.stringify(last.join())}`).catch(async (error) => {
    throw new Error(`${error.message}: ${await tab.evaluate(() => globalThis.told.join())}`);
  });

/** Lets a tab write down the numbers of items that it is told of. */
const listen = (tab) =>
  tab.evaluate(async () => {
    globalThis.told = [];
    const { emulator } = globalThis.stored;
    const name = ({ newImage, oldImage }) => `${oldImage?.n.N ?? ""}>${newImage?.n.N ?? ""}`;
    globalThis.listening = emulator.on("change", { tableName: "Table", key: { pk: { S: "a" } } }, (change) => globalThis.told.push(name(change)));
    await globalThis.listening.ready;
  });

/** Lets a tab write down how many items there are, each time that it is told. */
const watch = (tab) =>
  tab.evaluate(async () => {
    globalThis.told = [];
    globalThis.watching = globalThis.stored.emulator.watch({ tableName: "Table" }, (found) => globalThis.told.push(found.length));
    await globalThis.watching.ready;
  });

test("changes are told in a tab that does not lead, whoever makes them, and after the leader is gone", async (context) => {
  const { shared, leader, follower } = await two(context);
  await listen(leader);
  await listen(follower);
  await act(leader, "put", "a", 1);
  await act(leader, "put", "b", 1);
  await act(follower, "put", "a", 2);
  await told(leader, ">1", "1>2");
  await told(follower, ">1", "1>2");
  await leader.close();
  await isLeading(follower);
  await act(follower, "put", "a", 3);
  await told(follower, ">1", "1>2", "2>3");
  const third = await shared.openStored();
  await listen(third);
  await act(third, "put", "a", 4);
  await told(third, "3>4");
  await told(follower, ">1", "1>2", "2>3", "3>4");
  await third.evaluate(() => globalThis.listening.close());
  await act(follower, "put", "a", 5);
  await told(follower, "3>4", "4>5");
  await told(third, "3>4");
});

test("a third tab goes on hearing changes when the second one takes over", async (context) => {
  const { shared, leader, follower } = await two(context);
  const third = await shared.openStored();
  await listen(third);
  await third.evaluate(() => globalThis.stored.emulator.on("replace", () => globalThis.told.push("replace")));
  await leader.close();
  await isLeading(follower);
  await told(third, "replace");
  await act(follower, "put", "a", 1);
  await told(third, "replace", ">1");
});

test("watch reads again in a tab that does not lead, whatever other tabs do, also when everything is replaced there", async (context) => {
  const { leader, follower } = await two(context);
  await watch(leader);
  await watch(follower);
  for (const tab of [leader, follower]) await told(tab, 0);
  await act(leader, "put", "a");
  await told(follower, 0, 1);
  await act(follower, "put", "b");
  for (const tab of [leader, follower]) await told(tab, 0, 1, 2);
  await leader.evaluate(() => globalThis.stored.emulator.clear());
  for (const tab of [leader, follower]) await told(tab, 2, 0);
  await act(leader, "put", "a");
  await told(follower, 0, 1);
  await follower.evaluate(() => globalThis.stored.emulator.clear("Table"));
  for (const tab of [leader, follower]) await told(tab, 1, 0);
  await follower.evaluate(() => globalThis.watching.close());
  await act(leader, "put", "a");
  await told(leader, 0, 1);
  await told(follower, 1, 0);
});

test("what a tab that does not lead asks for wrongly is refused to it", async (context) => {
  const { follower } = await two(context);
  const found = await follower.evaluate(async () => {
    const { emulator } = globalThis.stored;
    const message = (asked) => asked.then(() => "done", ({ name, message }) => `${name}: ${message}`);
    const unheard = [];
    globalThis.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      unheard.push(event.reason.message);
    });
    emulator.on("change", { tableName: "Nothing" }, () => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    return {
      ready: await message(emulator.on("change", { tableName: "Nothing" }, () => {}).ready),
      trigger: await message(emulator.triggers.add({ tableName: "Table", startingPosition: "LATEST", handler() {} })),
      load: await message(emulator.load(new Uint8Array([1, 2, 3]))),
      unheard,
    };
  });
  assert.match(found.ready, /^TypeError: on: .*Nothing/);
  assert.match(found.trigger, /^TypeError: triggers.add: the table Table has no stream/);
  assert.match(found.load, /^EmulatorError: load: /);
  assert.equal(found.unheard.length, 1);
});

test("snapshots, forks and dumps of a tab that does not lead go where the tables are, over a takeover too", async (context) => {
  const { leader, follower } = await two(context);
  await act(follower, "put", "a", 1);
  const forked = await follower.evaluate(async () => {
    const { emulator } = globalThis.stored;
    globalThis.snapshot = await emulator.snapshot();
    const fork = await emulator.fork();
    const count = fork.clear();
    await fork.close();
    return count;
  });
  assert.equal(forked, 1);
  assert.deepEqual(await items(leader), { a: 1 });
  await act(leader, "put", "b", 2);
  await follower.evaluate(() => globalThis.stored.emulator.restore(globalThis.snapshot));
  for (const tab of [leader, follower]) assert.deepEqual(await items(tab), { a: 1 });
  await act(leader, "put", "c", 3);
  await follower.evaluate(async () => {
    globalThis.state = await globalThis.stored.emulator.dump();
    await globalThis.stored.emulator.reset();
  });
  await leader.close();
  await isLeading(follower);
  await follower.evaluate(() => globalThis.stored.emulator.load(globalThis.state));
  assert.deepEqual(await items(follower), { a: 1, c: 3 });
  await follower.evaluate(() => globalThis.stored.emulator.restore(globalThis.snapshot));
  assert.deepEqual(await items(follower), { a: 1 });
  await follower.evaluate(() => globalThis.stored.emulator.storage.flush());
  await reload(follower);
  await follower.evaluate(async () => {
    const { load, openStored } = globalThis.page;
    globalThis.stored = await openStored((await load("")).createEmulator);
  });
  assert.deepEqual(await items(follower), { a: 1 });
});

test("tabs that share an emulator share its clock, and what expires expires for all", async (context) => {
  const { shared, leader, follower } = await two(context);
  const expired = await follower.evaluate(async () => {
    const { emulator, send } = globalThis.stored;
    await send("UpdateTimeToLive", { TableName: "Table", TimeToLiveSpecification: { AttributeName: "until", Enabled: true } });
    const until = Math.floor(emulator.clock.now() / 1000) + 3600;
    await send("PutItem", { TableName: "Table", Item: { pk: { S: "a" }, until: { N: String(until) } } });
    const early = await emulator.expireItems();
    emulator.clock.advance({ hours: 2 });
    return [early, await emulator.expireItems()];
  });
  assert.deepEqual(expired, [0, 1]);
  await leader.evaluate(() => globalThis.stored.emulator.clock.freeze("2026-10-01T00:00:00Z"));
  const now = (tab) => tab.evaluate(() => new Date(globalThis.stored.emulator.clock.now()).toISOString());
  await follower.waitForFunction(() => globalThis.stored.emulator.clock.frozen);
  assert.equal(await now(follower), "2026-10-01T00:00:00.000Z");
  const third = await shared.openStored();
  assert.equal(await now(third), "2026-10-01T00:00:00.000Z");
  await leader.close();
  await third.evaluate(() => globalThis.stored.emulator.clock.advance({ days: 1 }));
  await follower.waitForFunction(() => globalThis.stored.emulator.clock.now() === Date.parse("2026-10-02T00:00:00Z"));
});

test("faults, the log of requests and reports are of each tab, with what its own requests cost", async (context) => {
  const { leader, follower } = await two(context);
  const record = (tab) => tab.evaluate(() => void globalThis.stored.emulator.requests.record());
  const consumed = (tab) => tab.evaluate(() => globalThis.stored.emulator.requests.consumed());
  for (const tab of [leader, follower]) await record(tab);
  await act(follower, "put", "a", 1);
  await act(follower, "put", "b", 1);
  await act(leader, "put", "c", 1);
  assert.deepEqual([await consumed(leader), await consumed(follower)], [{ readUnits: 0, writeUnits: 1 }, { readUnits: 0, writeUnits: 2 }]);
  const found = await follower.evaluate(async () => {
    const { emulator, send } = globalThis.stored;
    emulator.faults.add({ operation: "GetItem", error: "InternalServerError" });
    const key = { TableName: "Table", Key: { pk: { S: "a" } } };
    const error = await send("GetItem", key).catch(({ name }) => name);
    emulator.faults.clear();
    const { itemSizes } = await emulator.report();
    return { error, items: itemSizes[0].items };
  });
  assert.deepEqual(found, { error: "InternalServerError", items: 3 });
  await leader.evaluate(() => globalThis.stored.send("GetItem", { TableName: "Table", Key: { pk: { S: "a" } } }));
  await leader.close();
  await isLeading(follower);
  await follower.evaluate(() => globalThis.stored.emulator.requests.clear());
  await act(follower, "put", "d", 1);
  assert.deepEqual(await consumed(follower), { readUnits: 0, writeUnits: 1 });
});

test("a trigger works in a tab that does not lead, and misses nothing in a takeover", async (context) => {
  const { leader, follower } = await two(context, { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } });
  await follower.evaluate(async () => {
    const { emulator } = globalThis.stored;
    globalThis.told = [];
    const handler = ({ Records }) => void globalThis.told.push(...Records.map(({ dynamodb }) => dynamodb.Keys.pk.S));
    await emulator.triggers.add({ tableName: "Table", startingPosition: "LATEST", handler });
  });
  await act(leader, "put", "a", 1);
  await act(follower, "put", "b", 1);
  await told(follower, "a", "b");
  await leader.close();
  await isLeading(follower);
  await act(follower, "put", "c", 1);
  await told(follower, "a", "b", "c");
});

test("a transaction that is held from a tab that does not lead is in the way of all", async (context) => {
  const { leader, follower } = await two(context);
  await act(leader, "put", "a", 1);
  await follower.evaluate(async () => {
    globalThis.held = await globalThis.stored.emulator.holdTransaction({ items: [{ tableName: "Table", key: { pk: { S: "a" } } }] });
  });
  const put = (tab) => tab.evaluate(() => globalThis.stored.send("PutItem", { TableName: "Table", Item: { pk: { S: "a" } } }).then(() => "done", ({ name }) => name));
  assert.equal(await put(leader), "TransactionConflictException");
  assert.equal(await follower.evaluate(() => globalThis.held.release()), true);
  assert.equal(await put(leader), "done");
});

test("data streams of Kinesis are handed over in a tab that does not lead", async (context) => {
  const { leader, follower } = await two(context);
  await follower.evaluate(async () => {
    const { emulator, send } = globalThis.stored;
    const streamArn = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";
    await send("EnableKinesisStreamingDestination", { TableName: "Table", StreamArn: streamArn });
    globalThis.told = [];
    await emulator.kinesis.subscribe({ streamArn }, ({ data }) => void globalThis.told.push(data.dynamodb.Keys.pk.S));
  });
  await act(leader, "put", "a", 1);
  await act(follower, "put", "b", 1);
  await told(follower, "a", "b");
});

for (const kind of ["Worker", "SharedWorker"]) {
  test(`a ${kind} that does not lead watches, snapshots and restores`, async (context) => {
    const { leader } = await two(context);
    await leader.evaluate(async (name) => {
      const made = new globalThis[name]("/storage-worker.js", { type: "module" });
      globalThis.port = made.port ?? made;
      if (!made.port) await new Promise((resolve) => (made.onmessage = resolve));
      globalThis.ask = (...message) =>
        new Promise((resolve) => {
          globalThis.port.onmessage = ({ data }) => resolve(data);
          globalThis.port.postMessage(message);
        });
      await globalThis.ask("watch");
    }, kind);
    const ask = (...message) => leader.evaluate((words) => globalThis.ask(...words), message);
    await act(leader, "put", "a", 1);
    await ask("told", "1");
    await ask("snapshot");
    await act(leader, "put", "b", 1);
    await ask("told", "2");
    await ask("restore");
    assert.deepEqual(await items(leader), { a: 1 });
    assert.equal(await ask("leads"), false);
    assert.equal(await ask("told", "1"), "done");
  });
}
