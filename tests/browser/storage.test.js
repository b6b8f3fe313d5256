// Tables in IndexedDB with what is done to Chromium alone: tabs that are killed, and a quota that is exceeded.
//
// ROUNDS says how often a page is killed, LEADERS how often a tab that leads is.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { check, stop, writeUntilKilled } from "./acknowledged.js";
import { launchOnDisk } from "./browser.js";
import { startChromium } from "./chromium.js";
import { act, isLeading, isLoaded, items, profile, reload, stored } from "./profile.js";

const ROUNDS = Number(process.env.ROUNDS ?? 50);
const LEADERS = Number(process.env.LEADERS ?? 5);

const chromium = await startChromium();
after(() => chromium.close());

test(`a leading tab that is killed under load, ${LEADERS} times, has lost nothing that it acknowledged to itself or to another tab`, async (context) => {
  const shared = await profile(chromium, context);
  const told = new Map();
  let leader = await shared.openStored();
  await act(leader, "createTable");
  for (let round = 0; round < LEADERS; round += 1) {
    const follower = await shared.openStored();
    const writing = [leader, follower].map((tab, at) => writeUntilKilled(tab, `${round}-${at}`, told));
    await Promise.all(await Promise.all(writing.map(({ begun }) => begun)));
    await sleep(50 + Math.random() * 200);
    await kill(leader);
    await isLeading(follower);
    await stop(follower);
    await Promise.all(writing.map(({ ended }) => ended));
    check(await items(follower), told, `round ${round}`);
    leader = follower;
  }
  assert.ok([...told.values()].every(({ acknowledged }) => acknowledged > 0));
});

/** Ends the renderer process of a tab, as if it had crashed. */
async function kill(tab) {
  const session = await tab.context().newCDPSession(tab);
  session.send("Page.crash").catch(() => {});
  await new Promise((resolve) => tab.once("crash", resolve));
  await tab.close();
}

test(`a page whose renderer is killed at any moment, ${ROUNDS} times, loses nothing that it has acknowledged and halves no transaction`, async (context) => {
  const shared = await profile(chromium, context);
  const told = new Map();
  for (let round = 0; round <= ROUNDS; round += 1) {
    const tab = await shared.openStored();
    if (round === 0) await act(tab, "createTable");
    check(await items(tab), told, `round ${round}`);
    // What is read only now happened before: later rounds hold each writer against what it is.
    const writers = Array.from({ length: 4 }, (_, at) => writeUntilKilled(tab, `${round}-${at}`, told));
    await writers[0].begun;
    await sleep(Math.random() * 100);
    await kill(tab);
    await Promise.all(writers.map(({ ended }) => ended));
  }
});

test("a browser that is killed as a whole has everything that it acknowledged on the disk", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "dynatab-profile-"));
  context.after(() => rm(folder, { recursive: true, force: true, maxRetries: 20 }));
  const told = new Map();
  for (let round = 0; round < 4; round += 1) {
    const browser = await launchOnDisk(folder);
    const tab = await browser.newPage();
    await tab.goto(`${chromium.url}/page.html`);
    await isLoaded(tab);
    await stored(tab);
    if (round === 0) await act(tab, "createTable");
    check(await items(tab), told, `round ${round}`);
    const writers = [0, 1, 2].map((at) => writeUntilKilled(tab, `${round}-${at}`, told));
    await writers[0].begun;
    await sleep(Math.random() * 200);
    browser.process().kill("SIGKILL");
    await Promise.all(writers.map(({ ended }) => ended));
  }
});

test("what does not fit is refused and undone, and what was there goes on", async (context) => {
  const shared = await profile(chromium, context);
  const tab = await shared.open();
  const session = await shared.browser.newCDPSession(tab);
  // Chromium looks at the quota when a database is opened, and then for a while no more.
  await session.send("Storage.overrideQuotaForOrigin", { origin: chromium.url, quotaSize: 500_000 });
  await stored(tab);
  await act(tab, "createTable");
  await act(tab, "put", "before", 1);
  const refused = await tab.evaluate(async () => {
    const { send } = globalThis.stored;
    for (let number = 0; number < 50; number += 1) {
      // What repeats itself is compressed.
      const random = Array.from({ length: 6 }, () => crypto.getRandomValues(new Uint8Array(60_000)));
      const Item = { pk: { S: `large ${number}` }, parts: { L: random.map((B) => ({ B })) } };
      const error = await send("PutItem", { TableName: "Table", Item }).then(() => undefined, (reason) => reason);
      if (error) return { number, name: error.name, code: error.code, message: error.message };
    }
    return undefined;
  });
  assert.equal(refused?.code, "STORAGE_FULL", JSON.stringify(refused));
  assert.match(refused.message, /could not be stored, and is undone: there is no room for it/);
  const left = await items(tab);
  assert.equal(left[`large ${refused.number}`], undefined);
  await session.send("Storage.overrideQuotaForOrigin", { origin: chromium.url });
  await reload(tab);
  await stored(tab);
  assert.deepEqual(await items(tab), left);
  await act(tab, "put", "after", 2);
  assert.equal((await items(tab)).after, 2);
});
