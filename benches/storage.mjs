// In Chromium, with a profile on the disk as users have it: acknowledged strict writes with one and with 64 in flight against IndexedDB with one committed transaction for each write, and opening a
// storage of 100,000 items against a bare getAll() of the same entries.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launchOnDisk } from "../tests/browser/browser.js";
import { openSite } from "../tests/browser/site.js";
import { median, report } from "./measure.mjs";
import { sendWriter } from "./strict-writes.mjs";

const ITEMS = 100_000;
const ROUNDS = 7;
/** So many writes make a round with one in flight; with 64 it is ten times as many. */
const WRITES = 200;

const site = await openSite();
const folder = await mkdtemp(join(tmpdir(), "dynatab-profile-"));
const chromium = await launchOnDisk(folder);
const tab = await chromium.newPage();
await tab.goto(`${site.url}/page.html`);
await tab.waitForFunction(() => "page" in globalThis);

await sendWriter(tab);
const writes = await tab.evaluate(measureWrites, { rounds: ROUNDS, count: WRITES });
const rates = Object.fromEntries(Object.entries(writes).map(([name, all]) => [name, median(all)]));
const perSecond = (rate) => `${Math.round(rate).toLocaleString("en-US")} a second`;
report("IndexedDB, a transaction a write / strict writes, 1 in flight", rates.bare / rates.one, 1, `${perSecond(rates.one)}; bare ${perSecond(rates.bare)}`);
report("the same, 64 in flight", rates.bare / rates.many, 0.2, `${perSecond(rates.many)}; relaxed, 1 in flight ${perSecond(rates.relaxed)}`);

await tab.evaluate(fill, ITEMS);
const opening = { open: [], bare: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  for (const name of ["open", "bare"]) {
    await tab.reload();
    await tab.waitForFunction(() => "page" in globalThis);
    opening[name].push(await tab.evaluate(name === "open" ? measureOpen : measureGetAll));
  }
}
const [open, bare] = [median(opening.open), median(opening.bare)];
await chromium.close();
await site.close();
await rm(folder, { recursive: true, force: true, maxRetries: 20 });
report(`opening ${ITEMS.toLocaleString("en-US")} items / getAll()`, open / bare, 2, `${Math.round(open)} ms; getAll ${Math.round(bare)} ms`);

/** Writes a second, of each kind in turn. */
async function measureWrites({ rounds, count }) {
  const { createEmulator } = await globalThis.page.load("");
  const open = (durability) => globalThis.openWriter(createEmulator, { storage: `idb://bench-${durability}`, durability });
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("bare");
    request.onupgradeneeded = () => request.result.createObjectStore("entries");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  let stored = 0;
  const putBare = () =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction("entries", "readwrite", { durability: "strict" });
      transaction.objectStore("entries").put(new Uint8Array(450).buffer, new Uint32Array([(stored += 1)]).buffer);
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  const inTurn = async (write, number) => {
    for (let at = 0; at < number; at += 1) await write();
  };
  const [strict, relaxed] = [await open("strict"), await open("relaxed")];
  const kinds = {
    bare: () => inTurn(putBare, count),
    one: () => inTurn(strict, count),
    many: () => Promise.all(Array.from({ length: 64 }, () => inTurn(strict, Math.ceil((count * 10) / 64)))),
    relaxed: () => inTurn(relaxed, count),
  };
  const rates = { bare: [], one: [], many: [], relaxed: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(kinds)) {
      const start = performance.now();
      await run();
      rates[name].push(((name === "many" ? Math.ceil((count * 10) / 64) * 64 : count) * 1000) / (performance.now() - start));
    }
  }
  return rates;
}

async function fill(count) {
  const { createEmulator } = await globalThis.page.load("");
  const { openStored } = globalThis.page;
  const { send, createTable, emulator } = await openStored(createEmulator, { storage: "idb://filled", durability: "relaxed" });
  await createTable();
  for (let start = 0; start < count; start += 25) {
    const puts = Array.from({ length: 25 }, (_, at) => ({ PutRequest: { Item: { pk: { S: String(start + at) }, text: { S: "x".repeat(400) } } } }));
    await send("BatchWriteItem", { RequestItems: { Table: puts } });
  }
  await emulator.close();
}

/** Milliseconds until the first item was read. The engine is there already. */
async function measureOpen() {
  const { createEmulator } = await globalThis.page.load("");
  await createEmulator();
  const start = performance.now();
  const { send } = await globalThis.page.openStored(createEmulator, { storage: "idb://filled" });
  await send("GetItem", { TableName: "Table", Key: { pk: { S: "1" } } });
  return performance.now() - start;
}

async function measureGetAll() {
  const start = performance.now();
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("dynatab/filled");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await new Promise((resolve, reject) => {
    const request = database.transaction("entries").objectStore("entries").getAll();
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
  database.close();
  return performance.now() - start;
}
