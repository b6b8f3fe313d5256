import { Engine, Entries, IndexedDb, initSync, take_panic_message } from "../../../pkg/engine.js";
import { instantiate, isModule } from "../instance.js";

/** By name, so that the rest is not bundled. */
const glue = { Engine, Entries, IndexedDb, initSync, take_panic_message };

/** A stream of the web, as clients of the AWS SDK read one here. */
const streamOf = (bytes) => new Blob([bytes]).stream();

let instance;

/**
 * The instance of this page or worker. A failed download may be tried again.
 *
 * @param {WebAssembly.Module | undefined} module to be used, if there is no instance yet; what is none is for `readOptions` to refuse
 */
export function load(module) {
  if (isModule(module)) instance ??= Promise.resolve(instantiate(glue, module, streamOf));
  instance ??= download().catch((error) => {
    instance = undefined;
    throw error;
  });
  return instance;
}

async function download() {
  const bytes = (await fetchEngine()) ?? (await inlinedEngine());
  return instantiate(glue, await WebAssembly.compile(bytes), streamOf);
}

/** The engine beside this file, or `undefined` when a server answers something else (a development server's index.html). */
async function fetchEngine() {
  const response = await fetch(new URL("./engine.wasm", import.meta.url)).catch(() => undefined);
  if (!response?.ok) return undefined;
  const bytes = await response.arrayBuffer();
  return isWebAssembly(bytes) ? bytes : undefined;
}

/** The copy for bundlers that do not carry `engine.wasm` along; fetched only when it is needed. */
async function inlinedEngine() {
  const { base64 } = await import("./engine-inlined.mjs");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function isWebAssembly(bytes) {
  const [zero, a, s, m] = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  return zero === 0 && a === 0x61 && s === 0x73 && m === 0x6d;
}
