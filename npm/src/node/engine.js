import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as glue from "../../../pkg/engine.js";
import { instantiate } from "../instance.js";

let instance;

/** The instance of this process, made from `engine.wasm` beside this file at the first call. */
export function load() {
  instance ??= instantiate(glue, new WebAssembly.Module(readFileSync(join(__dirname, "engine.wasm"))));
  return instance;
}
