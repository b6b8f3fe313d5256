import { join } from "node:path";
import { Readable } from "node:stream";

import { Engine, Entries, initSync, take_panic_message } from "../../../pkg/engine.js";
import { instantiate, isModule } from "../instance.js";
import { compiled } from "./compiled.js";

/** By name, so that the rest is not bundled. */
const glue = { Engine, Entries, initSync, take_panic_message };

/** A stream of Node's, as clients of its AWS SDK read one. */
const streamOf = (bytes) => Readable.from([bytes], { objectMode: false });

let instance;

/**
 * The instance of this process, made from `engine.wasm` beside this file at the first call.
 *
 * @param {WebAssembly.Module | undefined} module to be used in its place; what is none is for `readOptions` to refuse
 */
export function load(module) {
  if (isModule(module)) instance ??= instantiate(glue, module, streamOf);
  instance ??= instantiate(glue, compiled(join(__dirname, "engine.wasm")), streamOf);
  return instance;
}
