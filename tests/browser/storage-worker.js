// A dedicated or a shared worker under test: what it is sent is done with an emulator that shares the storage of the page.

import { openStored } from "./stored.js";

const opened = import("/dist/browser.mjs").then(({ createEmulator }) => openStored(createEmulator));

async function act(port, [name, ...parameters]) {
  const stored = await opened;
  const answer = name === "leads" ? stored.emulator.storage.leads : await stored[name](...parameters);
  port.postMessage(name === "items" || name === "leads" ? answer : "done");
}

function serve(port) {
  port.onmessage = ({ data }) => act(port, data).catch((error) => port.postMessage({ error: error.message }));
}

globalThis.onconnect = ({ ports: [port] }) => serve(port);
if ("DedicatedWorkerGlobalScope" in globalThis) serve(globalThis);
// Who asks before this is read would not be heard.
if ("DedicatedWorkerGlobalScope" in globalThis) globalThis.postMessage("ready");
