// A profile of a browser of its own, whose tabs share what they store, and what tests do in its tabs.

/**
 * @param {{ url: string, newContext: () => Promise<object> }} started what `startBrowser` gave
 * @param {import("node:test").TestContext} context
 */
export async function profile(started, context) {
  const browser = await started.newContext();
  context.after(() => browser.close());
  return {
    browser,
    async open() {
      const tab = await browser.newPage();
      await tab.goto(`${started.url}/page.html`);
      await isLoaded(tab);
      return tab;
    },
    /** A tab with an emulator in `globalThis.stored`. */
    async openStored(options) {
      const tab = await this.open();
      await stored(tab, options);
      return tab;
    },
  };
}

export const isLoaded = (tab) => tab.waitForFunction(() => "page" in globalThis);

export async function reload(tab) {
  await tab.reload();
  await isLoaded(tab);
}

/** Opens an emulator in a tab. */
export async function stored(tab, options) {
  await tab.evaluate(async (chosen) => {
    const { load, openStored } = globalThis.page;
    globalThis.stored = await openStored((await load("")).createEmulator, chosen);
  }, options);
}

/** Does what `openStored` of stored.js can do. */
export const act = (tab, name, ...parameters) =>
  tab.evaluate(async ([called, given]) => {
    await globalThis.stored[called](...given);
  }, [name, parameters]);

export const items = (tab) => tab.evaluate(() => globalThis.stored.items());
export const leads = (tab) => tab.evaluate(() => globalThis.stored.emulator.storage.leads);
export const isLeading = (tab) => tab.waitForFunction(() => globalThis.stored.emulator.storage.leads);

/** The message of what `inPage` throws. */
export const refusal = (tab, inPage, argument) => tab.evaluate(inPage, argument).then(() => undefined, ({ message }) => message);
