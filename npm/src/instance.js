/**
 * The one WebAssembly instance of this process or page, which holds all emulators.
 *
 * @typedef {object} Instance
 * @property {new (options: string, seed: bigint) => object} Engine the exported class of `src/wasm/engine.rs`
 * @property {object} Entries the class of `src/wasm/mirror.rs`
 * @property {object | undefined} IndexedDb the class of `src/wasm/indexed_db.rs`, in browsers
 * @property {WebAssembly.Memory} memory
 * @property {(bytes: Uint8Array) => object} streamOf makes a stream, as clients on this platform read them
 * @property {() => string | undefined} recover makes the instance usable after a trap; tells the panic's message
 */

/**
 * Instantiates `module` with the glue that wasm-bindgen wrote for it.
 *
 * A trap leaves the stack pointer of WebAssembly where it was. It is put back, so that the other emulators keep
 * the whole stack.
 *
 * @param {{ initSync: Function, Engine: Function, Entries: Function, IndexedDb?: Function, take_panic_message: Function }} glue
 * @param {WebAssembly.Module} module
 * @param {(bytes: Uint8Array) => object} streamOf
 * @returns {Instance}
 */
export function instantiate(glue, module, streamOf) {
  const { __stack_pointer: stackPointer, memory } = glue.initSync({ module });
  const top = stackPointer.value;
  return {
    Engine: glue.Engine,
    Entries: glue.Entries,
    IndexedDb: glue.IndexedDb,
    memory,
    streamOf,
    recover() {
      stackPointer.value = top;
      return glue.take_panic_message();
    },
  };
}

/** Whether `value` is a module, of whatever realm. */
export function isModule(value) {
  return Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
}
