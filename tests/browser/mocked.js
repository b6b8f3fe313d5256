// Mock Service Worker in a page under test: `mocked` starts it.

import { setupWorker } from "msw/browser";

import { handlers } from "../../npm/dist/msw.mjs";

globalThis.mocked = async () => {
  const { createEmulator } = await import("/dist/browser.mjs");
  await setupWorker(...handlers(await createEmulator())).start({ quiet: true, onUnhandledRequest: "bypass" });
};
