import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { runInThisContext } from "node:vm";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

import { isModule } from "../instance.js";

/**
 * The engine in the file at `path`, compiled once for all contexts of this thread, such as those that Jest makes for each test file, and for the threads that it
 * starts from then on.
 */
export function compiled(path) {
  return known(path) ?? keep(path, new (webAssembly().Module)(readFileSync(path)));
}

/** Lets V8 compile it in threads of its own, while others still import what they need. */
export async function compileAhead(path) {
  if (known(path)) return;
  const module = await webAssembly().compile(await readFile(path));
  if (!known(path)) keep(path, module);
}

function known(path) {
  const data = getEnvironmentData(path);
  return isModule(data) ? data : undefined;
}

function keep(path, module) {
  setEnvironmentData(path, module);
  return module;
}

/** That of the main context: any other would live for as long as its module. */
function webAssembly() {
  return runInThisContext("WebAssembly");
}
