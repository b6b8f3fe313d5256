// What the playground asks for until it can be used, and what its editors add to that: bytes as hosts compress them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";

import { launchChromium } from "./browser.js";
import { openPlaygroundSite } from "./playground-site.js";

const site = await openPlaygroundSite();
const browser = await launchChromium();
after(async () => {
  await browser.close();
  await site.close();
});

const KILOBYTE = 1024;

async function compressed(urls) {
  const sizes = urls.map(async (url) => gzipSync(await readFile(new URL(`../../www/dist/${url.slice(site.url.length)}`, import.meta.url)), { level: 9 }).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

test("little is fetched before it can be used, and each editor fetches what it needs alone", { timeout: 60_000 }, async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let asked = [];
  page.on("request", (request) => /\.(js|css)$/.test(request.url()) && asked.push(request.url()));
  await page.goto(site.url);
  await page.waitForFunction(() => performance.getEntriesByName("dynatab-usable").length > 0);
  const first = await compressed(asked);
  assert.ok(first < 64 * KILOBYTE, `scripts and styles until it can be used: ${first}`);
  const steps = { "#/console/operation": 136, "#/console/partiql": 10, "#/console/code": 44 };
  for (const [view, limit] of Object.entries(steps)) {
    asked = [];
    await page.goto(site.url + view);
    await page.locator(".cm-content").first().waitFor();
    const size = await compressed(asked);
    assert.ok(size > 0 && size < limit * KILOBYTE, `${view}: ${size}`);
  }
  await context.close();
});
