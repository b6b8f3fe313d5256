import { Emulator } from "../emulator.js";
import { load } from "./engine.js";

export { EmulatorError } from "../emulator-error.js";

export async function createEmulator(options) {
  return Emulator.create(await load(options?.engine), options, loadReport);
}

/** It is rarely wanted, and downloaded when it is. */
function loadReport() {
  return import("./report.mjs");
}
