// A dedicated or a shared worker under test: what it is sent is done with an emulator that shares the storage of the page.

import { openStored } from "./stored.js";

const opened = import("/dist/browser.mjs").then(({ createEmulator }) => openStored(createEmulator));

let told = [];
let snapshot;

/** What a worker does beside what `openStored` of stored.js can do. */
const ACTS = {
  leads: ({ emulator }) => emulator.storage.leads,
  items: (stored) => stored.items(),
  watch: ({ emulator }) => void emulator.watch({ tableName: "Table" }, (found) => (told = [...told, found.length])),
  /** Waits until it was told of so many items last. */
  async told(_, count) {
    while (String(told.at(-1)) !== count) await new Promise((resolve) => setTimeout(resolve, 5));
  },
  async snapshot({ emulator }) {
    snapshot = await emulator.snapshot();
  },
  restore: ({ emulator }) => emulator.restore(snapshot),
};

async function act(port, [name, ...parameters]) {
  const stored = await opened;
  const answer = ACTS[name] ? await ACTS[name](stored, ...parameters) : void (await stored[name](...parameters));
  port.postMessage(answer ?? "done");
}

function serve(port) {
  port.onmessage = ({ data }) => act(port, data).catch((error) => port.postMessage({ error: error.message }));
}

globalThis.onconnect = ({ ports: [port] }) => serve(port);
if ("DedicatedWorkerGlobalScope" in globalThis) serve(globalThis);
// Who asks before this is read would not be heard.
if ("DedicatedWorkerGlobalScope" in globalThis) globalThis.postMessage("ready");
