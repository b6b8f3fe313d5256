// The main flows of the playground in every browser, by what Playwright and Puppeteer have in common: samples, PartiQL, the past, a snapshot, a search of vectors, a replica, a reload, a second tab that sees what the first one does.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { startBrowser } from "../browser.js";
import { openPlaygroundSite } from "../playground-site.js";

const [browser, site] = await Promise.all([startBrowser(), openPlaygroundSite()]);
after(() => Promise.all([browser.close(), site.close()]));

/** Waits until `isSo` holds in the page; what is given as a text would be evaluated there, which the policy forbids. */
async function until(tab, isSo, argument) {
  const end = Date.now() + 15_000;
  while (!(await tab.evaluate(isSo, argument))) {
    assert.ok(Date.now() < end, `not so in time: ${isSo} with ${argument}: ${await tab.evaluate(() => document.body.innerText)}`);
    await sleep(20);
  }
}

/** Waits for a text that can be seen. */
const see = (tab, text) => until(tab, (expected) => document.body.innerText.includes(expected), text);
const go = (tab, fragment) => tab.evaluate((to) => void (location.hash = to), fragment);

/** Waits for a button or link that begins with a text and is shown, and presses it. */
const press = (tab, text) =>
  until(
    tab,
    (beginning) => {
      const found = [...document.querySelectorAll("button, a")].find((one) => one.offsetParent && (one.innerText.trim().startsWith(beginning) || one.ariaLabel === beginning));
      found?.click();
      return Boolean(found);
    },
    text,
  );

/** Writes into an editor, as somebody who types. */
async function write(tab, label, text) {
  const selector = `.cm-content[aria-label="${label}"]`;
  await tab.waitForSelector(selector);
  await tab.click(selector);
  await tab.keyboard.down("Control");
  await tab.keyboard.press("a");
  await tab.keyboard.up("Control");
  await tab.keyboard.type(text);
}

test("the playground does its work", { timeout: 120_000 }, async (context) => {
  const profile = await browser.newContext();
  context.after(() => profile.close());
  const tab = await profile.newPage();
  const complaints = [];
  tab.on("pageerror", ({ message }) => complaints.push(message));
  await tab.goto(site.url);
  await press(tab, "Music");
  await see(tab, "Room Seven");
  await go(tab, "#/console/partiql");
  await write(tab, "Statement", `SELECT "Album" FROM "Music" WHERE "Song" = 'Paper Sun'`);
  await press(tab, "Run");
  await tab.waitForSelector(".result .cm-content, .result table");
  await go(tab, "#/tables/Music/past");
  await press(tab, "Keep the past");
  await tab.waitForSelector("input[type=range]");
  await see(tab, "items then");
  await go(tab, "#/emulator");
  await press(tab, "+ 1 day");
  await press(tab, "Take a snapshot");
  await see(tab, "Snapshot 1");
  const other = await profile.newPage();
  await other.goto(`${site.url}#/tables/Music/items`);
  await see(other, "Room Seven");
  await go(other, "#/emulator");
  await press(other, "Clear everything");
  for (const each of [tab, other]) await see(each, "None yet.");
  await press(tab, "Go back");
  for (const each of [tab, other]) await see(each, "Music");
  // One window watches the other, which has another sample and writes to it.
  await go(tab, "#/");
  await press(tab, "Dishes");
  await see(tab, "Clam chowder");
  await other.waitForSelector('a[href="#/tables/Dishes/items"]');
  await go(other, "#/tables/Dishes/items");
  await see(other, "Clam chowder");
  await tab.click('input[aria-label="Choose Clam chowder"]');
  await press(tab, "Find similar");
  await see(tab, "10 items, by cosine distance");
  await see(tab, "Cosine distance");
  await tab.click('input[aria-label="Choose Carbonara"]');
  await press(tab, "Delete 1");
  for (const each of [tab, other]) await until(each, () => !document.querySelector(".grid").innerText.includes("Carbonara"));
  await go(other, "#/tables/Dishes/settings");
  await press(other, "Add replica");
  await see(other, "Look there");
  await other.close();
  await tab.reload();
  await go(tab, "#/tables/Music/items");
  await see(tab, "Room Seven");
  await go(tab, "#/requests");
  await see(tab, "Scan");
  assert.deepEqual(complaints, []);
});
