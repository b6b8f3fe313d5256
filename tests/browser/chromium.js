import { startBrowser } from "./browser.js";

/** A browser for tests that need what Playwright can do with Chromium alone. */
export const startChromium = () => startBrowser("chromium");

/** One in which tabs can be frozen. */
export const startChromiumByPuppeteer = () => startBrowser("chromium by Puppeteer");
