// A real Chromium. Its path is in CHROMIUM, where `cargo xtask test` puts it.

import { chromium } from "playwright-core";

import { openSite } from "./site.js";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts Chromium and a site.
 *
 * @returns {Promise<{ url: string, open: () => Promise<import("playwright-core").Page>, close: () => Promise<void> }>} `open` loads the page
 * into a tab of its own
 */
export async function startChromium() {
  const site = await openSite();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
  return {
    url: site.url,
    async open() {
      const tab = await browser.newPage();
      await tab.goto(`${site.url}/page.html`);
      await tab.waitForFunction(() => "page" in globalThis);
      return tab;
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
