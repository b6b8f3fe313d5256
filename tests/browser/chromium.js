import { startBrowser } from "./browser.js";

/** A browser for tests that need what Playwright can do with Chromium alone. */
export const startChromium = () => startBrowser("chromium");
