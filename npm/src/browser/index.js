import { Boundary } from "../boundary.js";
import { Emulator } from "../emulator.js";
import { EmulatorError } from "../emulator-error.js";
import { open } from "../storage/open.js";
import { Tabs } from "../storage/tabs.js";
import { load } from "./engine.js";
import { openIndexedDb } from "./indexed-db.js";

export { EmulatorError };

const KINDS = {
  idb(instance, settings) {
    const lead = (leader) => open(instance, settings, (name) => openIndexedDb(name, instance, leader));
    if (!globalThis.navigator?.locks) throw insecure(settings.storage.text);
    const spare = () => Boundary.create(instance, settings);
    return new Tabs(settings.storage.name, settings, lead, spare, instance.streamOf).join();
  },
};

/** Without locks two tabs would write into one store. */
function insecure(text) {
  return new EmulatorError("STORAGE_UNAVAILABLE", `createEmulator: storage "${text}" needs Web Locks, which there are in secure pages alone: serve it over https, or from localhost`);
}

export async function createEmulator(options) {
  return Emulator.open(load(options?.engine), options, { kinds: KINDS, loadReport });
}

/** It is rarely wanted, and downloaded when it is. */
function loadReport() {
  return import("./report.mjs");
}
