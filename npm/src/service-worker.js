import { Interception } from "./interception.js";

/** See `service-worker.d.ts`. */
export function answerRequests(emulator, options) {
  const interception = new Interception("answerRequests", emulator, options);
  const listener = (event) => {
    if (interception.concerns(event.request.url)) event.respondWith(interception.answer(event.request));
  };
  addEventListener("fetch", listener);
  return () => removeEventListener("fetch", listener);
}
