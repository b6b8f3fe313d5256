import { http } from "msw";

import { Interception } from "./interception.js";

/** See `msw.d.ts`. */
export function handlers(emulator, options) {
  const interception = new Interception("handlers", emulator, options);
  return [http.all(({ request }) => interception.concerns(request.url), ({ request }) => interception.answer(request))];
}
