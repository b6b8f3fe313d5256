// Tables in IndexedDB: over reloads, in several tabs and workers, with tabs that are killed, and with what browsers refuse.
//
// ROUNDS says how often a page is killed.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { startChromium } from "./chromium.js";

const ROUNDS = Number(process.env.ROUNDS ?? 50);

const chromium = await startChromium();
after(() => chromium.close());

/** A profile of its own, whose tabs share what they store. */
async function profile(context) {
  const browser = await chromium.newContext();
  context.after(() => browser.close());
  return {
    browser,
    async open() {
      const tab = await browser.newPage();
      await tab.goto(`${chromium.url}/page.html`);
      await tab.waitForFunction(() => "page" in globalThis);
      return tab;
    },
    /** A tab with an emulator in `globalThis.stored`. */
    async openStored(options) {
      const tab = await this.open();
      await stored(tab, options);
      return tab;
    },
  };
}

/** Opens an emulator in a tab. */
async function stored(tab, options) {
  await tab.evaluate(async (chosen) => {
    const { load, openStored } = globalThis.page;
    globalThis.stored = await openStored((await load("")).createEmulator, chosen);
  }, options);
}

/** Does what `openStored` of stored.js can do. */
const act = (tab, name, ...parameters) =>
  tab.evaluate(async ([called, given]) => {
    await globalThis.stored[called](...given);
  }, [name, parameters]);

const items = (tab) => tab.evaluate(() => globalThis.stored.items());
const leads = (tab) => tab.evaluate(() => globalThis.stored.emulator.storage.leads);

/** The code and the message of what `inPage` throws. */
const refusal = (tab, inPage, argument) => tab.evaluate(inPage, argument).then(() => undefined, ({ message }) => message);

test("the AWS SDK goes on after a reload, with streams, backups, tags and a table's past", async (context) => {
  const tab = await (await profile(context)).openStored();
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
  await tab.reload();
  await tab.waitForFunction(() => "page" in globalThis);
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
  const tab = await (await profile(context)).openStored();
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
  const shared = await profile(context);
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
    const refused = (name) => {
      try {
        return emulator[name]();
      } catch (error) {
        return error.code;
      }
    };
    return { count: await emulator.expireItems(), state: (await emulator.dump()).length > 100, usage: (await emulator.storage.usage()).bytes > 0, refused: refused("snapshot") };
  });
  assert.deepEqual(asked, { count: 0, state: true, usage: true, refused: "ANOTHER_TAB_LEADS" });
  const health = (tab) => tab.evaluate(async () => (await globalThis.stored.emulator.fetch("http://localhost/")).text());
  for (const tab of [first, second]) assert.match(await health(tab), /^healthy/);
  await first.close();
  await second.waitForFunction(() => globalThis.stored.emulator.storage.leads);
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

test("a leading tab that is killed under load has lost nothing that it acknowledged to itself or to another tab", async (context) => {
  const shared = await profile(context);
  const told = new Map();
  let leader = await shared.openStored();
  await act(leader, "createTable");
  for (let round = 0; round < 5; round += 1) {
    const follower = await shared.openStored();
    const writing = [leader, follower].map((tab, at) => writeUntilKilled(tab, `${round}-${at}`, told));
    await Promise.all(await Promise.all(writing.map(({ begun }) => begun)));
    await sleep(50 + Math.random() * 200);
    await kill(leader);
    await follower.waitForFunction(() => globalThis.stored.emulator.storage.leads);
    await follower.evaluate(() => {
      globalThis.stop = true;
    });
    await Promise.all(writing.map(({ ended }) => ended));
    check(await items(follower), told, `round ${round}`);
    leader = follower;
  }
  assert.ok([...told.values()].every(({ acknowledged }) => acknowledged > 0));
});

/** Lets a tab write pairs of items in transactions until it is killed or told to stop. */
function writeUntilKilled(tab, writer, told) {
  const state = { acknowledged: 0 };
  told.set(writer, state);
  let started;
  const begun = new Promise((resolve) => {
    started = resolve;
  });
  const hear = (message) => {
    const [word, who, number] = message.text().split(" ");
    if (who !== writer) return;
    if (word === "acknowledged") state.acknowledged = Number(number);
    if (state.acknowledged > 0) started();
  };
  tab.on("console", hear);
  const ended = tab
    .evaluate(async (who) => {
      globalThis.stop = false;
      for (let number = 1; !globalThis.stop; number += 1) {
        // Who leads may be lost while it answers; nobody knows then what became of it.
        await globalThis.stored.putPair(who, number).then(() => console.log(`acknowledged ${who} ${number}`), () => {});
      }
    }, writer)
    .catch(() => {});
  return { begun, ended };
}

/** Ends the renderer process of a tab, as if it had crashed. */
async function kill(tab) {
  const session = await tab.context().newCDPSession(tab);
  session.send("Page.crash").catch(() => {});
  await new Promise((resolve) => tab.once("crash", resolve));
  await tab.close();
}

/** What is there is at least what was acknowledged, and never half of a transaction. What a tab told last before it was killed may not have been heard, so it may be more. */
function check(found, told, when) {
  for (const [writer, { acknowledged }] of told) {
    const [left, right] = ["left", "right"].map((side) => found[`${writer}-${side}`] ?? 0);
    assert.equal(left, right, `${when}: no half of a transaction`);
    assert.ok(acknowledged <= left, `${when}: ${left} of the ${acknowledged} that were acknowledged`);
  }
}

test(`a page whose renderer is killed at any moment, ${ROUNDS} times, loses nothing that it has acknowledged and halves no transaction`, async (context) => {
  const shared = await profile(context);
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

test("what does not fit is refused and undone, and what was there goes on", async (context) => {
  const shared = await profile(context);
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
  await tab.reload();
  await tab.waitForFunction(() => "page" in globalThis);
  await stored(tab);
  assert.deepEqual(await items(tab), left);
  await act(tab, "put", "after", 2);
  assert.equal((await items(tab)).after, 2);
});

test("where there is no IndexedDB, or no lock, an error says so", async (context) => {
  const tab = await (await profile(context)).open();
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
  const tab = await (await profile(context)).openStored();
  await act(tab, "createTable");
  await act(tab, "put", "a", 1);
  await tab.evaluate(() => globalThis.stored.emulator.close());
  const write = (format) =>
    tab.evaluate(async (version) => {
      const done = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.oncomplete = resolve;
          request.onerror = () => reject(request.error);
        });
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

test("dedicated and shared workers share the emulator of their pages", async (context) => {
  const shared = await profile(context);
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
