// A real browser. BROWSER says which one, and CHROMIUM or FIREFOX where its program is; `cargo xtask test` sets them.

import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";

import { openSite } from "./site.js";

const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Playwright switches the back/forward cache off, which users have. */
const CHROMIUM = { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: CHROMIUM_ARGUMENTS, ignoreDefaultArgs: ["--disable-back-forward-cache"] };

/** Playwright lets all tabs believe that they are seen, and Chromium freezes only what is not. */
const launchByPuppeteer = (options) => puppeteer.launch({ browser: "chrome", headless: true, ...CHROMIUM, ...options });

export const launchChromium = () => chromium.launch(CHROMIUM);

/**
 * Chromium with a profile in `folder`. What tabs of other profiles of tests store is in memory alone.
 *
 * @param {string} folder
 */
export const launchOnDisk = (folder) => launchByPuppeteer({ userDataDir: folder });

/** Firefox asks its user whether a page may keep what it stores; nobody is there to answer. */
const FIREFOX_SETTINGS = { "dom.storageManager.prompt.testing": true, "dom.storageManager.prompt.testing.allow": true };

/** How each browser is started. Playwright drives a Firefox of its own making only, so Debian's is driven by Puppeteer, which speaks WebDriver BiDi to it. */
const BROWSERS = {
  chromium: launchChromium,
  "chromium by Puppeteer": launchByPuppeteer,
  firefox: () => puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true, extraPrefsFirefox: FIREFOX_SETTINGS }),
};

/** @type {"chromium" | "firefox"} Chromium unless told otherwise */
export const browserName = process.env.BROWSER ?? "chromium";

/**
 * What Playwright's and Puppeteer's pages have in common.
 *
 * @typedef {Pick<import("playwright-core").Page, "evaluate" | "evaluateHandle" | "on" | "close">} Tab
 */

/**
 * Starts the browser and a site.
 *
 * @returns {Promise<{ url: string, open: () => Promise<Tab>, visit: (url: string) => Promise<Tab>, close: () => Promise<void> }>} `open` loads the page
 *   into a tab of its own, `visit` any other
 */
export async function startBrowser(name = browserName) {
  const site = await openSite();
  const browser = await BROWSERS[name]();
  const visit = async (url) => {
    const tab = await browser.newPage();
    await tab.goto(url);
    return tab;
  };
  return {
    url: site.url,
    visit,
    /** A profile of its own, of the one that drives it. */
    newContext: () => (name === "chromium" ? browser.newContext() : browser.createBrowserContext()),
    async open() {
      const tab = await visit(`${site.url}/page.html`);
      await tab.waitForFunction(() => "page" in globalThis);
      return tab;
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
