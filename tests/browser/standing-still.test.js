// Tabs and workers that lead and stand still: others take the lock from them, and nothing that they write afterwards is stored behind the back of whoever leads.
//
// ROBBERIES says how often the lock is taken under load.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { check, stop, writeUntilKilled } from "./acknowledged.js";
import { startChromium, startChromiumByPuppeteer } from "./chromium.js";
import { act, isLeading, items, leads, profile, stored } from "./profile.js";

const ROBBERIES = Number(process.env.ROBBERIES ?? 40);

const [chromium, frozen] = await Promise.all([startChromium(), startChromiumByPuppeteer()]);
after(() => Promise.all([chromium.close(), frozen.close()]));

/** A tab with a worker that leads, and a table. */
async function workerThatLeads(shared) {
  const tab = await shared.open();
  await tab.evaluate(async () => {
    const worker = new Worker("/storage-worker.js", { type: "module" });
    const heard = () => new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
    await heard();
    globalThis.tell = (...message) => {
      const answer = heard();
      worker.postMessage(message);
      return answer;
    };
    await globalThis.tell("createTable");
  });
  return tab;
}

const tell = (tab, ...message) => tab.evaluate((words) => globalThis.tell(...words), message);

test("a worker that leads and is blocked is robbed, and follows when it goes on", async (context) => {
  const shared = await profile(chromium, context);
  const tab = await workerThatLeads(shared);
  const other = await shared.openStored();
  assert.deepEqual([await tell(tab, "leads"), await leads(other)], [true, false]);
  const blocked = tell(tab, "standStill", "25000");
  await sleep(200);
  const start = performance.now();
  await act(other, "put", "of the other", 1);
  const waited = performance.now() - start;
  assert.ok(waited > 9_000 && waited < 20_000, `${waited} ms`);
  assert.equal(await leads(other), true);
  await act(other, "put", "of the other", 2);
  const { read, refused } = await blocked;
  assert.equal(read["of the other"], 2, "what is read after a pause is not from before it");
  assert.deepEqual(refused, [], "what was not stored is asked of whoever leads");
  const all = await items(other);
  assert.deepEqual(await tell(tab, "items"), all);
  assert.equal(Object.keys(all).length, 22);
  assert.equal(await tell(tab, "leads"), false);
  await other.close();
  assert.deepEqual(await tell(tab, "items"), all);
});

test("a worker that leads in a page that is frozen is robbed, and follows when it goes on", async (context) => {
  const shared = await profile(frozen, context);
  const tab = await workerThatLeads(shared);
  const other = await shared.openStored();
  await other.bringToFront();
  const session = await tab.createCDPSession();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await act(other, "put", "a", 1);
  assert.equal(await leads(other), true);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  assert.deepEqual(await tell(tab, "items"), { a: 1 });
  assert.equal(await tell(tab, "leads"), false);
});

test("a page that leads and stands in a debugger under load is robbed, and loses nothing that was acknowledged", async (context) => {
  const shared = await profile(chromium, context);
  const told = new Map();
  const first = await shared.openStored();
  await act(first, "createTable");
  const second = await shared.openStored();
  const writing = [first, second].map((tab, at) => writeUntilKilled(tab, String(at), told));
  await Promise.all(writing.map(({ begun }) => begun));
  const session = await shared.browser.newCDPSession(first);
  await session.send("Debugger.enable");
  const paused = new Promise((resolve) => session.once("Debugger.paused", resolve));
  await session.send("Debugger.pause");
  await paused;
  await isLeading(second);
  const before = structuredClone(told);
  await act(second, "put", "while it stood", 1);
  check(await items(second), before, "while it stood");
  await session.send("Debugger.resume");
  await session.send("Debugger.disable");
  assert.equal((await items(first))["while it stood"], 1);
  assert.equal(await leads(first), false);
  for (const tab of [first, second]) await stop(tab);
  await Promise.all(writing.map(({ ended }) => ended));
  const [one, two] = [await items(first), await items(second)];
  assert.deepEqual(one, two);
  check(one, told, "at the end");
});

// What a tab is told of its lock may come late, or, as here, never.
test("the store takes nothing from a tab that does not know that it was robbed", async (context) => {
  const shared = await profile(chromium, context);
  const first = await shared.open();
  await first.evaluate(() => {
    const { locks } = navigator;
    const [request, query] = [locks.request.bind(locks), locks.query.bind(locks)];
    let known;
    locks.request = (...given) => request(...given).catch(() => new Promise(() => {}));
    locks.query = async () => (known ??= globalThis.deceived && (await query())) ?? query();
  });
  await stored(first);
  await act(first, "createTable");
  await first.evaluate(() => (globalThis.deceived = true));
  await act(first, "put", "a", 1);
  const second = await shared.openStored();
  await rob(second);
  await isLeading(second);
  await act(second, "put", "a", 2);
  await act(first, "put", "b", 3);
  assert.deepEqual([await leads(first), await leads(second)], [false, true]);
  for (const tab of [first, second]) assert.deepEqual(await items(tab), { a: 2, b: 3 });
});

/** Takes the lock from whoever has it, and leaves it to who waits. */
const rob = (tab) => tab.evaluate(() => navigator.locks.request("dynatab/test", { steal: true }, () => {}));

test(`tabs that are robbed at any moment under load, ${ROBBERIES} times, lose nothing that was acknowledged, and halve no transaction`, async (context) => {
  const shared = await profile(chromium, context);
  const told = new Map();
  const tabs = [await shared.openStored()];
  await act(tabs[0], "createTable");
  while (tabs.length < 3) tabs.push(await shared.openStored());
  const writing = tabs.flatMap((tab, at) => [0, 1, 2].map((number) => writeUntilKilled(tab, `${at}-${number}`, told)));
  await Promise.all(writing.map(({ begun }) => begun));
  for (let round = 0; round < ROBBERIES; round += 1) {
    const [robber, reader] = [tabs[round % 3], tabs[(round + 1) % 3]];
    await rob(robber);
    await sleep(Math.random() * 60);
    if (round % 3 === 0) await rob(reader);
    const before = structuredClone(told);
    check(await items(reader), before, `round ${round}`);
    await sleep(Math.random() * 60);
  }
  for (const tab of tabs) await stop(tab);
  await Promise.all(writing.map(({ ended }) => ended));
  const all = await items(tabs[0]);
  for (const tab of tabs) assert.deepEqual(await items(tab), all);
  check(all, told, "at the end");
  const leading = await Promise.all(tabs.map(leads));
  assert.equal(leading.filter(Boolean).length, 1);
  await Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.stored.emulator.close())));
  await stored(tabs[0]);
  assert.deepEqual(await items(tabs[0]), all);
});

test("a tab that is busy is not robbed: neither in a call that takes five seconds, nor while it opens 100,000 items", async (context) => {
  const shared = await profile(chromium, context);
  const first = await shared.openStored();
  await act(first, "createTable");
  await first.evaluate(async () => {
    const { send } = globalThis.stored;
    const batch = (start) => Array.from({ length: 25 }, (_, at) => ({ PutRequest: { Item: { pk: { S: String(start + at) }, text: { S: "x".repeat(100) } } } }));
    for (let start = 0; start < 100_000; start += 25 * 200) {
      await Promise.all(Array.from({ length: 200 }, (_, at) => send("BatchWriteItem", { RequestItems: { Table: batch(start + 25 * at) } })));
    }
  });
  const second = await shared.openStored();
  const block = (tab) =>
    tab.evaluate(() => {
      const end = performance.now() + 5_000;
      while (performance.now() < end);
    });
  const blocked = block(first);
  await act(second, "put", "a", 1);
  await blocked;
  assert.deepEqual([await leads(first), await leads(second)], [true, false]);
  // The second one opens what the first one leaves; the third one asks from the start.
  const third = await shared.openStored();
  await first.close();
  const put = act(third, "put", "b", 2);
  await Promise.all([put, isLeading(second)]);
  assert.equal(await leads(third), false);
});
