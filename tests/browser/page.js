// The script of a page under test: what tests call is in `page`.

import * as sdk from "@aws-sdk/client-dynamodb";
import * as s3 from "@aws-sdk/client-s3";
import * as documents from "@aws-sdk/lib-dynamodb";

import { controls, SETTINGS } from "../node/cases/controls.js";
import { actsOf, openStored } from "./stored.js";

/** The package, from `folder`. */
const load = (folder) => import(`${folder}/dist/browser.mjs`);

/** An emulator that cases are played against. */
async function openFace(options) {
  const emulator = await (await load("")).createEmulator({ ...SETTINGS, ...options });
  return {
    ...controls(emulator),
    close: () => emulator.close(),
    /** `method`, `uri`, `headers` and the text `body` are all that crosses into the page. */
    async send({ method, uri, headers, body }) {
      const { response } = await emulator.requestHandler.handle({ method, path: uri, headers, body });
      return { status: response.statusCode, headers: response.headers, body: await new Response(response.body).text() };
    },
  };
}

/** What a request of IndexedDB results in, or that a transaction is complete. */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.oncomplete = resolve;
    request.onerror = () => reject(request.error);
  });
}

globalThis.page = { sdk, s3, documents, load, openFace, openStored, actsOf, done };
