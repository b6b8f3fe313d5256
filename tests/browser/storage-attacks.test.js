// What happens to a storage behind the back of the emulator, in Chromium, which can be told to do so.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startChromium } from "./chromium.js";
import { act, isLeading, items, profile, refusal, stored } from "./profile.js";

const chromium = await startChromium();
after(() => chromium.close());

/** Ways in which a database vanishes behind the back of who has it open. */
const WAYS_OF_CLEARING = {
  "what the site has stored": async (shared, tab) => {
    const session = await shared.browser.newCDPSession(tab);
    await session.send("Storage.clearDataForOrigin", { origin: chromium.url, storageTypes: "indexeddb" });
  },
  "the database": (_, tab) =>
    tab.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const request = indexedDB.deleteDatabase("dynatab/test");
          request.onsuccess = resolve;
          request.onblocked = () => reject(new Error("blocked"));
        }),
    ),
};

for (const [name, clear] of Object.entries(WAYS_OF_CLEARING)) {
  test(`a user who clears ${name} leaves tabs that go on from nothing, and say so`, async (context) => {
    const shared = await profile(chromium, context);
    const [first, second] = [await shared.openStored(), await shared.openStored()];
    await act(first, "createTable");
    for (const tab of [first, second]) {
      await act(tab, "put", "a", 1);
      await tab.evaluate(() => globalThis.stored.emulator.on("replace", () => (globalThis.told = true)));
    }
    const refused = first.evaluate(async () => {
      const refusals = [];
      for (let number = 0; refusals.at(-1) !== "ResourceNotFoundException"; number += 1) {
        await globalThis.stored.put(String(number)).catch(({ code, name: called }) => refusals.push(code ?? called));
      }
      return [...new Set(refusals)];
    });
    await clear(shared, second);
    for (const tab of [first, second]) await tab.waitForFunction(() => globalThis.told);
    for (const refusal of await refused) assert.match(refusal, /^(STORAGE_FAILED|ResourceNotFoundException)$/);
    const tables = (tab) => tab.evaluate(async () => (await globalThis.stored.send("ListTables", {})).TableNames);
    for (const tab of [first, second]) assert.deepEqual(await tables(tab), []);
    await act(first, "createTable");
    for (const [at, tab] of [first, second].entries()) await act(tab, "put", String(at), at);
    for (const tab of [first, second]) assert.deepEqual(await items(tab), { 0: 0, 1: 1 });
    await Promise.all([first, second].map((tab) => tab.evaluate(() => globalThis.stored.emulator.close())));
    await stored(first);
    assert.deepEqual(await items(first), { 0: 0, 1: 1 });
  });
}

test("a tab that is alone goes on from nothing once its storage is cleared; where it cannot be opened any more, what is asked is refused", async (context) => {
  const shared = await profile(chromium, context);
  const tab = await shared.openStored();
  const clear = () => WAYS_OF_CLEARING["what the site has stored"](shared, tab);
  await act(tab, "createTable");
  await tab.evaluate(() => {
    globalThis.told = [];
    globalThis.stored.emulator.on("replace", () => globalThis.told.push("replace"));
  });
  await clear();
  await tab.waitForFunction(() => globalThis.told.length === 1);
  await act(tab, "createTable");
  await act(tab, "put", "a", 1);
  assert.deepEqual(await items(tab), { a: 1 });
  await tab.evaluate(() => {
    IDBFactory.prototype.open = () => {
      throw new Error("not any more");
    };
  });
  await clear();
  assert.match(await refusal(tab, () => globalThis.stored.put("b", 2)), /"idb:\/\/test" cannot be opened/);
});

test("entries that are damaged are refused by name when a storage is opened, whichever, and nothing is written over them", async (context) => {
  const tab = await (await profile(chromium, context)).openStored();
  await act(tab, "createTable");
  await act(tab, "put", "a", 1);
  await tab.evaluate(() => globalThis.stored.emulator.close());
  const found = await tab.evaluate(async () => {
    const { done } = globalThis.page;
    const database = await done(indexedDB.open("dynatab/test"));
    const all = () => Promise.all(["getAllKeys", "getAll"].map((name) => done(database.transaction("entries").objectStore("entries")[name]())));
    const write = async (key, value) => {
      const transaction = database.transaction("entries", "readwrite");
      transaction.objectStore("entries").put(value, key);
      await done(transaction);
    };
    const [keys, values] = await all();
    const { createEmulator } = await globalThis.page.load("");
    const open = () => createEmulator({ storage: "idb://test" }).then((emulator) => emulator.close().then(() => "opened"), ({ code, message }) => `${code}: ${message}`);
    const text = (value) => (value instanceof ArrayBuffer ? [...new Uint8Array(value)].join() : JSON.stringify(value));
    const results = [];
    for (const [at, key] of keys.entries()) {
      for (const damaged of [new ArrayBuffer(0), values[at].slice(0, values[at].byteLength - 1), new Uint8Array(40).fill(255).buffer, "text", 7, { a: 1 }]) {
        await write(key, damaged);
        const result = await open();
        const [, after] = await all();
        results.push({ key: [...new Uint8Array(key)].join(), damaged: text(damaged), result, kept: text(after[at]) === text(damaged) });
      }
      await write(key, values[at]);
    }
    results.push({ key: "none", result: await open() });
    database.close();
    return results;
  });
  assert.equal(found.pop().result, "opened");
  for (const { key, damaged, result, kept } of found) {
    assert.match(result, /^STATE_UNREADABLE: createEmulator: storage "idb:\/\/test": /, `${key}, ${damaged}`);
    assert.ok(kept, `${key}, ${damaged}`);
  }
});

test("a tab whose version does not speak to the one that leads says so, and opens the storage once that is gone", async (context) => {
  const tab = await (await profile(chromium, context)).open();
  await tab.evaluate(async () => {
    const channel = new BroadcastChannel("dynatab/test");
    channel.onmessage = ({ data }) => data.kind === "hello" && channel.postMessage({ kind: "leads", from: "an older version" });
    await new Promise((resolve) => {
      navigator.locks.request("dynatab/test", () => {
        resolve();
        return new Promise((leave) => (globalThis.leave = leave));
      });
    });
  });
  const refused = await refusal(tab, async () => (await globalThis.page.load("")).createEmulator({ storage: "idb://test" }));
  assert.match(refused, /"idb:\/\/test": another tab has opened it with another version of dynatab/);
  await tab.evaluate(() => globalThis.leave());
  await stored(tab);
  await act(tab, "createTable");
  assert.deepEqual(await items(tab), {});
});

// It said that browsers may offer no IndexedDB in private windows.
test("a database of a newer version of dynatab is refused by name, and left as it is", async (context) => {
  const tab = await (await profile(chromium, context)).open();
  const open = (version) =>
    tab.evaluate(
      (number) =>
        new Promise((resolve, reject) => {
          const request = indexedDB.open("dynatab/test", number);
          request.onsuccess = () => resolve(request.result.version, request.result.close());
          request.onerror = () => reject(request.error);
        }),
      version,
    );
  await open(3);
  const refused = await refusal(tab, async () => (await globalThis.page.load("")).createEmulator({ storage: "idb://test" }));
  assert.match(refused, /"idb:\/\/test" cannot be opened: .*a newer version of dynatab has written it/s);
  assert.equal(await open(undefined), 3);
});

test("a quota that is exceeded among many writes at once takes back those that were refused, and no other", async (context) => {
  const shared = await profile(chromium, context);
  const tab = await shared.open();
  const session = await shared.browser.newCDPSession(tab);
  await session.send("Storage.overrideQuotaForOrigin", { origin: chromium.url, quotaSize: 1_500_000 });
  await stored(tab);
  await act(tab, "createTable");
  const follower = await shared.openStored();
  const fill = (one, writer) =>
    one.evaluate(async (who) => {
      const outcomes = {};
      const random = () => Array.from({ length: 2 }, () => ({ B: crypto.getRandomValues(new Uint8Array(10_000)) }));
      const write = async (pk) => {
        const parts = { L: random() };
        const Puts = ["left", "right"].map((side) => ({ Put: { TableName: "Table", Item: { pk: { S: `${pk}-${side}` }, parts } } }));
        outcomes[pk] = await globalThis.stored.send("TransactWriteItems", { TransactItems: Puts }).then(() => "done", ({ code, name }) => code ?? name);
      };
      for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 8 }, (_, at) => write(`${who}-${round}-${at}`)));
      return outcomes;
    }, writer);
  const [own, others] = await Promise.all([fill(tab, "own"), fill(follower, "other")]);
  const outcomes = { ...own, ...others };
  const done = Object.keys(outcomes).filter((pk) => outcomes[pk] === "done");
  const refused = Object.keys(outcomes).filter((pk) => outcomes[pk] === "STORAGE_FULL");
  assert.equal(done.length + refused.length, 64, JSON.stringify(outcomes));
  assert.ok(done.length > 0 && refused.length > 0, JSON.stringify(outcomes));
  const expected = done.flatMap((pk) => [`${pk}-left`, `${pk}-right`]).sort();
  for (const one of [tab, follower]) assert.deepEqual(Object.keys(await items(one)).sort(), expected);
  const third = await shared.openStored();
  await tab.close();
  await isLeading(follower);
  assert.deepEqual(Object.keys(await items(third)).sort(), expected, "there is room for the next leader to begin");
});
