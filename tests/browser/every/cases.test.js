// Plays tests/cases/ in a browser; docs/cases.md describes the files.

import { after } from "node:test";

import { playAll } from "../../node/cases/suite.js";
import { browserName, startBrowser } from "../browser.js";

const browser = await startBrowser();
const tab = await browser.open();

/** An emulator in the tab. @returns {Promise<import("../node/cases/faces.js").Face>} */
async function inBrowser(options = {}) {
  const face = await tab.evaluateHandle((chosen) => globalThis.page.openFace(chosen), options);
  return {
    name: `in ${browserName}`,
    control: (name, input) => face.evaluate((one, [called, given]) => one.control(called, given), [name, input]),
    reset: () => face.evaluate((one) => one.reset()),
    advance: (milliseconds) => face.evaluate((one, moved) => one.advance(moved), milliseconds),
    close: () => face.evaluate((one) => one.close()),
    async send({ method, uri, headers, body }) {
      const answer = await face.evaluate((one, call) => one.send(call), { method, uri, headers, body: body.toString() });
      return { ...answer, header: (name) => answer.headers[name] ?? null };
    },
  };
}

await playAll(inBrowser);
after(() => browser.close());
