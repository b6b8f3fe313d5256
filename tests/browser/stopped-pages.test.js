// Pages that the browser stops, in its back/forward cache or to save energy, and lets go on: Chromium can be told to do both.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { check, stop, writeUntilKilled } from "./acknowledged.js";
import { startChromium, startChromiumByPuppeteer } from "./chromium.js";
import { act, isLeading, items, leads, profile } from "./profile.js";

const [chromium, frozen] = await Promise.all([startChromium(), startChromiumByPuppeteer()]);
after(() => Promise.all([chromium.close(), frozen.close()]));

/** The two ways in which a page is stopped; each gives back what lets it go on. */
const WAYS = {
  "in the back/forward cache": [
    chromium,
    async (tab) => {
      await tab.evaluate(() => (globalThis.isTheSame = true));
      await tab.goto(`${chromium.url}/elsewhere.html`);
      return async () => {
        await tab.goBack({ waitUntil: "commit" });
        assert.ok(await tab.evaluate(() => globalThis.isTheSame), "it was kept in the cache");
      };
    },
  ],
  frozen: [
    frozen,
    async (tab) => {
      const context = tab.browserContext();
      const seen = (await context.pages()).findLast((other) => other !== tab) ?? (await context.newPage());
      await seen.bringToFront();
      const session = await tab.createCDPSession();
      await session.send("Page.enable");
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
      return async () => {
        await session.send("Page.setWebLifecycleState", { state: "active" });
        await tab.bringToFront();
      };
    },
  ],
};

for (const [name, [browser, stopPage]] of Object.entries(WAYS)) {
  test(`a tab that leads and is stopped (${name}) lets others lead, and follows them when it goes on`, async (context) => {
    const shared = await profile(browser, context);
    const first = await shared.openStored();
    await act(first, "createTable");
    const second = await shared.openStored();
    await act(first, "put", "a", 1);
    await first.evaluate(async () => {
      globalThis.told = [];
      const { ready } = globalThis.stored.emulator.watch({ tableName: "Table" }, (found) => globalThis.told.push(found.length));
      await ready;
    });
    const goOn = await stopPage(first);
    await isLeading(second);
    await act(second, "put", "b", 2);
    await goOn();
    assert.deepEqual(await items(first), { a: 1, b: 2 });
    assert.equal(await leads(first), false);
    await act(first, "put", "c", 3);
    assert.deepEqual(await items(second), { a: 1, b: 2, c: 3 });
    await first.waitForFunction(() => globalThis.told.at(-1) === 3);
    await second.close();
    await isLeading(first);
    await act(first, "put", "d", 4);
    assert.deepEqual(await items(first), { a: 1, b: 2, c: 3, d: 4 });
  });

  test(`a tab that waits to lead and is stopped (${name}) is in nobody's way`, async (context) => {
    const shared = await profile(browser, context);
    const first = await shared.openStored();
    await act(first, "createTable");
    const second = await shared.openStored();
    const third = await shared.openStored();
    const goOn = await stopPage(second);
    await first.close();
    await isLeading(third);
    await act(third, "put", "a", 1);
    await goOn();
    assert.deepEqual(await items(second), { a: 1 });
    assert.equal(await leads(second), false);
  });

  test(`a tab that is alone and stopped (${name}) leads again when it goes on`, async (context) => {
    const tab = await (await profile(browser, context)).openStored();
    await act(tab, "createTable");
    await act(tab, "put", "a", 1);
    const goOn = await stopPage(tab);
    await goOn();
    await isLeading(tab);
    await act(tab, "put", "b", 2);
    assert.deepEqual(await items(tab), { a: 1, b: 2 });
  });

  test(`tabs that are stopped (${name}) under load, whoever leads, lose nothing that was acknowledged`, async (context) => {
    const shared = await profile(browser, context);
    const told = new Map();
    const tabs = [await shared.openStored()];
    await act(tabs[0], "createTable");
    tabs.push(await shared.openStored());
    const writing = tabs.map((tab, at) => writeUntilKilled(tab, String(at), told));
    await Promise.all(writing.map(({ begun }) => begun));
    for (let round = 0; round < 3; round += 1) {
      const [stopped, other] = round % 2 === 0 ? tabs : tabs.toReversed();
      await sleep(Math.random() * 100);
      const goOn = await stopPage(stopped);
      await isLeading(other);
      const before = structuredClone(told);
      check(await items(other), before, `round ${round}, stopped`);
      await goOn();
    }
    for (const tab of tabs) await stop(tab);
    await Promise.all(writing.map(({ ended }) => ended));
    const [one, two] = [await items(tabs[0]), await items(tabs[1])];
    assert.deepEqual(one, two);
    check(one, told, "at the end");
  });
}

// Chromium tells a worker nothing, keeps its locks with its page, and throws the page out of the cache only for a lock that is asked for anew.
test("a worker that leads in a page in the back/forward cache is given up by those that ask it", async (context) => {
  const shared = await profile(chromium, context);
  const tab = await shared.open();
  await tab.evaluate(async () => {
    const worker = new Worker("/storage-worker.js", { type: "module" });
    const heard = () => new Promise((resolve) => (worker.onmessage = resolve));
    await heard();
    worker.postMessage(["createTable"]);
    await heard();
  });
  const other = await shared.openStored();
  await act(other, "put", "a", 1);
  assert.equal(await leads(other), false);
  await tab.goto(`${chromium.url}/elsewhere.html`);
  await act(other, "put", "b", 2);
  assert.equal(await leads(other), true);
  assert.deepEqual(await items(other), { a: 1, b: 2 });
});
