// Tabs and workers that lead and are made to stand still, by what Chromium alone can be told: others take the lock from them. One that is busy keeps it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { check, stop, writeUntilKilled } from "./acknowledged.js";
import { startChromium, startChromiumByPuppeteer } from "./chromium.js";
import { act, isLeading, items, leads, profile } from "./profile.js";
import { tell, workerThatLeads } from "./worker-that-leads.js";

const [chromium, frozen] = await Promise.all([startChromium(), startChromiumByPuppeteer()]);
after(() => Promise.all([chromium.close(), frozen.close()]));

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

// A loop of reads, which are answered at once, gives messages of other tabs no turn of their own.
test("a tab that does nothing but read is not robbed, and answers others", async (context) => {
  const shared = await profile(chromium, context);
  const first = await shared.openStored();
  await act(first, "createTable");
  const second = await shared.openStored();
  const reading = first.evaluate(async () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
    const headers = { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0", "x-amz-date": "20260101T000000Z", authorization };
    const end = performance.now() + 16_000;
    while (performance.now() < end) await globalThis.stored.emulator.requestHandler.handle({ method: "POST", headers, body: new Uint8Array([123, 125]) });
  });
  await act(second, "put", "a", 1);
  await reading;
  assert.deepEqual([await leads(first), await leads(second)], [true, false]);
});
