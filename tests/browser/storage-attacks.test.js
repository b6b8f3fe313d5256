// What happens to a storage behind the back of the emulator, in Chromium, which can be told to do so.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startChromium } from "./chromium.js";
import { act, items, profile, refusal, stored } from "./profile.js";

const chromium = await startChromium();
after(() => chromium.close());

test("a user who clears what the site has stored loses no more than that: writes are refused, and a new start begins empty", async (context) => {
  const shared = await profile(chromium, context);
  const tab = await shared.openStored();
  await act(tab, "createTable");
  await act(tab, "put", "a", 1);
  const session = await shared.browser.newCDPSession(tab);
  await session.send("Storage.clearDataForOrigin", { origin: chromium.url, storageTypes: "indexeddb" });
  assert.match(await refusal(tab, () => globalThis.stored.put("b", 2)), /could not be stored, and is undone/);
  assert.deepEqual(await items(tab), { a: 1 });
  await tab.evaluate(() => globalThis.stored.emulator.close());
  await stored(tab);
  await act(tab, "createTable");
  assert.deepEqual(await items(tab), {});
});

test("entries that are damaged are refused by name when a storage is opened, whichever, and nothing is written over them", async (context) => {
  const tab = await (await profile(chromium, context)).openStored();
  await act(tab, "createTable");
  await act(tab, "put", "a", 1);
  await tab.evaluate(() => globalThis.stored.emulator.close());
  const found = await tab.evaluate(async () => {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.oncomplete = resolve;
        request.onerror = () => reject(request.error);
      });
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
