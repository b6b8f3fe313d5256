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
  /** Writes, stands still with that in its hands, and goes on with the first thing that comes to its mind: gives what it has read, and what was refused. */
  async standStill({ put, items }, milliseconds) {
    const refused = [];
    const write = (name) => put(name).catch(({ code }) => refused.push(code));
    const writes = Array.from({ length: 20 }, (_, number) => write(`before ${number}`));
    // Memory may be shared only where pages are isolated, but for that of WebAssembly.
    Atomics.wait(new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer), 0, 0, Number(milliseconds));
    writes.push(write("after"));
    const read = await items();
    await Promise.all(writes);
    return { read, refused };
  },
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
