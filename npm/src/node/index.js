import { Emulator } from "../emulator.js";
import { load } from "./engine.js";

export { EmulatorError } from "../emulator-error.js";

export async function createEmulator(options) {
  return Emulator.create(load(options?.engine), options, loadReport);
}

/** Node can compile and instantiate WebAssembly without waiting, so an emulator can be there while a test file is read. */
export function createEmulatorSync(options) {
  return Emulator.create(load(options?.engine), options, loadReport);
}

/** It is rarely wanted. Jest takes `import()` in ES modules alone. */
function loadReport() {
  return require("./report.js");
}
