// examples/live-board: what is drawn follows the tables, whoever writes to them.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startChromium } from "./chromium.js";

const chromium = await startChromium();
after(() => chromium.close());

test("tasks are added, finished and deleted, and each column draws what changes in it", { timeout: 60_000 }, async () => {
  const tab = await chromium.open();
  await tab.goto(`${chromium.url}/live-board.html`);
  const column = (name) => tab.locator(`#${name} li`);
  const count = (name, number) => tab.waitForFunction(([id, wanted]) => document.querySelector(id).textContent === wanted, [`#${name}-count`, String(number)]);
  await count("open", 0);
  for (const [at, text] of ["write it", "test it"].entries()) {
    await tab.getByLabel("To do").fill(text);
    await tab.getByRole("button", { name: "Add" }).click();
    await count("open", at + 1);
  }
  await tab.evaluate(() => {
    globalThis.drawn = { open: 0, done: 0 };
    for (const name of ["open", "done"]) new MutationObserver(() => (globalThis.drawn[name] += 1)).observe(document.querySelector(`#${name}`), { childList: true });
  });
  await column("open").filter({ hasText: "write it" }).getByRole("button").click();
  await count("done", 1);
  assert.deepEqual(await column("open").allInnerTexts(), ["test it\nDone"]);
  await column("done").getByRole("button").click();
  await count("done", 0);
  assert.deepEqual(await tab.evaluate(() => globalThis.drawn), { open: 1, done: 2 }, "a column is drawn for its own changes alone");
  await tab.close();
});
