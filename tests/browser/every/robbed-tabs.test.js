// Tabs and workers that lead and stand still: others take the lock from them, and nothing that they write afterwards is stored behind the back of whoever leads.
//
// ROBBERIES says how often the lock is taken under load.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { check, stop, writeUntilKilled } from "../acknowledged.js";
import { startBrowser } from "../browser.js";
import { act, isLeading, items, leads, profile, stored } from "../profile.js";
import { tell, workerThatLeads } from "../worker-that-leads.js";

const ROBBERIES = Number(process.env.ROBBERIES ?? 40);

const browser = await startBrowser();
after(() => browser.close());

test("a worker that leads and is blocked is robbed, and follows when it goes on", async (context) => {
  const shared = await profile(browser, context);
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

// What a tab is told of its lock may come late, or, as here, never.
test("the store takes nothing from a tab that does not know that it was robbed", async (context) => {
  const shared = await profile(browser, context);
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

/** Lets a page learn late that its lock was taken, so that it goes on writing for a while. */
function hearLate() {
  const { locks } = navigator;
  const request = locks.request.bind(locks);
  locks.request = (...given) =>
    request(...given).catch(async (error) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      throw error;
    });
}

test(`tabs that are robbed at any moment under load, ${ROBBERIES} times, lose nothing that was acknowledged, and halve no transaction`, async (context) => {
  const shared = await profile(browser, context);
  const told = new Map();
  const tabs = [];
  while (tabs.length < 3) {
    const tab = await shared.open();
    await tab.evaluate(hearLate);
    await stored(tab);
    tabs.push(tab);
  }
  await act(tabs[0], "createTable");
  const writing = tabs.flatMap((tab, at) => [0, 1, 2].map((number) => writeUntilKilled(tab, `${at}-${number}`, told)));
  await Promise.all(writing.map(({ begun }) => begun));
  for (let round = 0; round < ROBBERIES; round += 1) {
    const [robber, reader] = [tabs[round % 3], tabs[(round + 1) % 3]];
    await rob(robber);
    await sleep(Math.random() * 60);
    if (round % 3 === 0) await rob(reader);
    await sleep(Math.random() * 60);
    // Who has not heard yet reads what was; in earnest ten seconds have passed, and it looks first. Firefox gives tabs that are not seen a timer each second.
    if (round % 10 !== 9) continue;
    await sleep(2_000);
    const before = structuredClone(told);
    check(await items(reader), before, `round ${round}`);
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
