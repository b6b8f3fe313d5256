// The main flows of the playground in every browser, by what Playwright and Puppeteer have in common: a sample, a query, PartiQL, an item, time, a reload, a second tab.

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
  await other.close();
  await tab.reload();
  await go(tab, "#/tables/Music/items");
  await see(tab, "Room Seven");
  await go(tab, "#/requests");
  await see(tab, "Scan");
  assert.deepEqual(complaints, []);
});
