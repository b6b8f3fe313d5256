// The playground in Chromium, and what its tests do in it.

import { launchChromium } from "./browser.js";
import { openPlaygroundSite } from "./playground-site.js";

/**
 * Starts Chromium and the site of the playground.
 *
 * @returns {Promise<{ url: string, site: object, open: (options?: object) => Promise<Playground>, close: () => Promise<void> }>}
 */
export async function startPlayground() {
  const site = await openPlaygroundSite();
  const browser = await launchChromium();
  return {
    url: site.url,
    site,
    open: (options) => Playground.open(browser, site.url, options),
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** One tab with the playground in it. */
export class Playground {
  /** What the browser complained of: errors of scripts, and what the content security policy kept from happening. */
  complaints = [];

  static async open(browser, url, { width = 1280, height = 800, colorScheme = "light", fragment = "" } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: "en-GB", timezoneId: "UTC" });
    return Playground.#inTab(context, url, fragment);
  }

  static async #inTab(context, url, fragment) {
    const playground = new Playground();
    playground.page = await context.newPage();
    playground.url = url;
    playground.page.setDefaultTimeout(10_000);
    playground.page.on("pageerror", ({ message }) => playground.complaints.push(message));
    playground.page.on("console", (message) => message.type() === "error" && playground.complaints.push(message.text()));
    await playground.page.goto(url + fragment);
    await playground.page.locator("main h1").waitFor();
    return playground;
  }

  /** Another tab of the same browser. */
  another() {
    return Playground.#inTab(this.page.context(), this.url, "");
  }

  button(name, scope = this.page) {
    return scope.getByRole("button", { name, exact: true });
  }

  get dialog() {
    return this.page.getByRole("dialog");
  }

  async go(fragment) {
    await this.page.evaluate((to) => (location.hash = to), fragment);
  }

  /** Loads a sample from the start page and waits for its items. */
  async load(name) {
    await this.go("#/");
    await this.page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await this.page.locator(".items table").waitFor();
  }

  /** Puts a text into the editor of a name. */
  async write(label, text) {
    const editor = this.page.locator(`.cm-content[aria-label="${label}"]`);
    await editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  async read(label) {
    const editor = this.page.locator(`.cm-content[aria-label="${label}"]`);
    await editor.waitFor();
    return (await editor.locator(".cm-line").allInnerTexts()).join("\n").replaceAll("\u200b", "");
  }

  /** The rows of the items that are shown, as texts of their cells. */
  async rows() {
    return this.page.locator(".grid tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()).filter(Boolean)));
  }

  async run() {
    await this.button("Run").click();
  }

  async close() {
    await this.page.context().close();
  }
}
