import { Emulator } from "../emulator.js";
import { open } from "../storage/open.js";
import { load } from "./engine.js";
import { openLevel } from "./level.js";

export { EmulatorError } from "../emulator-error.js";

const KINDS = { dir: (instance, settings) => open(instance, settings, openLevel) };

export async function createEmulator(options) {
  return Emulator.open(load(options?.engine), options, { kinds: KINDS, loadReport });
}

/** Node can compile and instantiate WebAssembly without waiting, so an emulator can be there while a test file is read. */
export function createEmulatorSync(options) {
  return Emulator.create(load(options?.engine), options, loadReport);
}

/** It is rarely wanted. Jest takes `import()` in ES modules alone. */
function loadReport() {
  return require("./report.js");
}
