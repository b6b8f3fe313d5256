// Tables in IndexedDB, in every browser: over reloads, in several tabs and workers, and with what browsers refuse.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startBrowser } from "../browser.js";
import { act, isLeading, items, leads, profile, refusal, reload, stored } from "../profile.js";

const browser = await startBrowser();
after(() => browser.close());

test("the AWS SDK goes on after a reload, with streams, backups, tags and a table's past", async (context) => {
  const tab = await (await profile(browser, context)).openStored();
  const before = await tab.evaluate(async () => {
    const { emulator, createTable, put, send } = globalThis.stored;
    const { TableDescription } = await createTable({ StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" }, Tags: [{ Key: "a", Value: "b" }] });
    await send("UpdateContinuousBackups", { TableName: "Table", PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } });
    await Promise.all(Array.from({ length: 100 }, (_, number) => put(String(number), number)));
    await send("CreateBackup", { TableName: "Table", BackupName: "backup" });
    await send("DeleteItem", { TableName: "Table", Key: { pk: { S: "0" } } });
    await emulator.storage.flush();
    return { id: TableDescription.TableId, state: [...emulator.dump()].join() };
  });
  await reload(tab);
  await stored(tab);
  const after = await tab.evaluate(async () => {
    const { emulator, send } = globalThis.stored;
    const state = [...emulator.dump()].join();
    const { Table } = await send("DescribeTable", { TableName: "Table" });
    const { BackupSummaries } = await send("ListBackups", {});
    await send("RestoreTableFromBackup", { TargetTableName: "Restored", BackupArn: BackupSummaries[0].BackupArn });
    const { Count } = await send("Scan", { TableName: "Restored" });
    return { id: Table.TableId, state, count: Count };
  });
  assert.deepEqual(after, { ...before, count: 100 });
  assert.equal(Object.keys(await items(tab)).length, 99);
  const usage = await tab.evaluate(() => globalThis.stored.emulator.storage.usage());
  assert.ok(usage.bytes > 0 && usage.quota > usage.bytes, JSON.stringify(usage));
  assert.equal(typeof (await tab.evaluate(() => globalThis.stored.emulator.storage.persist())), "boolean");
});

test("100,000 items are there again", async (context) => {
  const tab = await (await profile(browser, context)).openStored();
  await tab.evaluate(async () => {
    const { createTable, send, emulator } = globalThis.stored;
    await createTable();
    const batch = (start) => Array.from({ length: 25 }, (_, at) => ({ PutRequest: { Item: { pk: { S: String(start + at) }, text: { S: "x".repeat(100) } } } }));
    for (let start = 0; start < 100_000; start += 25 * 200) {
      const starts = Array.from({ length: 200 }, (_, at) => start + 25 * at);
      await Promise.all(starts.map((at) => send("BatchWriteItem", { RequestItems: { Table: batch(at) } })));
    }
    await emulator.close();
  });
  await stored(tab);
  const found = await tab.evaluate(async () => {
    const { Count } = await globalThis.stored.send("Query", { TableName: "Table", KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "99999" } } });
    const { Table } = await globalThis.stored.send("DescribeTable", { TableName: "Table" });
    return [Count, Table.ItemCount];
  });
  assert.deepEqual(found, [1, 100_000]);
});

test("two tabs share one emulator; when the first one is closed, the second one goes on", async (context) => {
  const shared = await profile(browser, context);
  const first = await shared.openStored();
  await act(first, "createTable");
  const second = await shared.openStored();
  assert.deepEqual([await leads(first), await leads(second)], [true, false]);
  await act(first, "put", "of the first", 1);
  await act(second, "put", "of the second", 2);
  const both = { "of the first": 1, "of the second": 2 };
  assert.deepEqual([await items(first), await items(second)], [both, both]);
  const asked = await second.evaluate(async () => {
    const { emulator } = globalThis.stored;
    return { count: await emulator.expireItems(), state: (await emulator.dump()).length > 100, usage: (await emulator.storage.usage()).bytes > 0 };
  });
  assert.deepEqual(asked, { count: 0, state: true, usage: true });
  const health = (tab) => tab.evaluate(async () => (await globalThis.stored.emulator.fetch("http://localhost/")).text());
  for (const tab of [first, second]) assert.match(await health(tab), /^healthy/);
  await first.close();
  await isLeading(second);
  assert.deepEqual(await items(second), both);
  await act(second, "put", "later", 3);
  const third = await shared.openStored();
  assert.deepEqual(await items(third), { ...both, later: 3 });
  await third.evaluate(() => globalThis.stored.emulator.storage.destroy());
  const closed = await refusal(second, () => globalThis.stored.items());
  assert.match(closed, /closed/);
  await stored(second);
  assert.match(await refusal(second, () => globalThis.stored.items()), /Requested resource not found|Cannot do operations/);
});

test("where there is no IndexedDB, or no lock, an error says so", async (context) => {
  const tab = await (await profile(browser, context)).open();
  const create = async (name) => {
    Object.defineProperty(name === "locks" ? Navigator.prototype : Window.prototype, name, { configurable: true, get: () => undefined });
    Object.defineProperty(name === "locks" ? navigator : globalThis, name, { configurable: true, get: () => undefined });
    return (await globalThis.page.load("")).createEmulator({ storage: "idb://test" });
  };
  assert.match(await refusal(tab, create, "indexedDB"), /"idb:\/\/test" cannot be opened: .*some browsers offer none in private windows/s);
  assert.match(await refusal(tab, create, "locks"), /needs Web Locks/);
  assert.match(await refusal(tab, async () => (await globalThis.page.load("")).createEmulator({ storage: "dir:data" })), /folders in Node alone/);
});

test("an older format is taken over, a newer one is refused by name", async (context) => {
  const tab = await (await profile(browser, context)).openStored();
  await act(tab, "createTable");
  await act(tab, "put", "a", 1);
  await tab.evaluate(() => globalThis.stored.emulator.close());
  const write = (format) =>
    tab.evaluate(async (version) => {
      const { done } = globalThis.page;
      const database = await done(indexedDB.open("dynatab/test"));
      const transaction = database.transaction("entries", "readwrite");
      transaction.objectStore("entries").put(new Uint8Array([version]).buffer, new Uint8Array([0]));
      // Format 0 had no such document.
      if (version === 0) transaction.objectStore("entries").delete(new Uint8Array([1]));
      await done(transaction);
      database.close();
    }, format);
  await write(9);
  const refused = await refusal(tab, async () => (await globalThis.page.load("")).createEmulator({ storage: "idb://test" }));
  assert.match(refused, /newer version of dynatab, in format 9; this one reads formats up to 1/);
  await write(0);
  await stored(tab);
  assert.deepEqual(await items(tab), { a: 1 });
  await tab.evaluate(() => globalThis.stored.emulator.close());
  await stored(tab);
  assert.deepEqual(await items(tab), { a: 1 });
});

test("a database of the first schema, without a fence, is taken over", async (context) => {
  const tab = await (await profile(browser, context)).openStored();
  await act(tab, "createTable");
  await act(tab, "put", "a", 1);
  const found = await tab.evaluate(async () => {
    const { emulator } = globalThis.stored;
    await emulator.close();
    const { done } = globalThis.page;
    const database = await done(indexedDB.open("dynatab/test"));
    const all = (name) => done(database.transaction("entries").objectStore("entries")[name]());
    const [keys, values] = [await all("getAllKeys"), await all("getAll")];
    const found = { version: database.version, stores: [...database.objectStoreNames] };
    database.close();
    await done(indexedDB.deleteDatabase("dynatab/test"));
    const opening = indexedDB.open("dynatab/test", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("entries");
    const first = await done(opening);
    const transaction = first.transaction("entries", "readwrite");
    for (const [at, key] of keys.entries()) transaction.objectStore("entries").put(values[at], key);
    await done(transaction);
    first.close();
    return found;
  });
  assert.deepEqual(found, { version: 2, stores: ["entries", "fence"] });
  await stored(tab);
  await act(tab, "put", "b", 2);
  assert.deepEqual(await items(tab), { a: 1, b: 2 });
});

test("dedicated and shared workers share the emulator of their pages", async (context) => {
  const shared = await profile(browser, context);
  const tab = await shared.openStored();
  await act(tab, "createTable");
  const found = await tab.evaluate(async () => {
    const ask = (port, ...message) =>
      new Promise((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
        port.postMessage(message);
      });
    const worker = new Worker("/storage-worker.js", { type: "module" });
    await new Promise((resolve) => {
      worker.onmessage = resolve;
    });
    const { port } = new SharedWorker("/storage-worker.js", { type: "module" });
    const answers = [];
    for (const [name, to] of [["dedicated", worker], ["shared", port]]) {
      answers.push(await ask(to, "put", name, 1), await ask(to, "leads"));
    }
    answers.push(await ask(worker, "items"), await globalThis.stored.items());
    return answers;
  });
  const both = { dedicated: 1, shared: 1 };
  assert.deepEqual(found, ["done", false, "done", false, both, both]);
  await tab.close();
  const other = await shared.openStored();
  assert.deepEqual(await items(other), both);
});

// Firefox asks its user, and createEmulator waited for the answer.
test("a storage is open before the user has said whether it may be kept", async (context) => {
  const tab = await (await profile(browser, context)).open();
  await tab.evaluate(() => {
    navigator.storage.persist = () => new Promise(() => {});
  });
  await stored(tab, { persist: true });
  await act(tab, "createTable");
  assert.deepEqual(await items(tab), {});
});
