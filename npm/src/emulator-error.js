/**
 * What stops an emulator from answering at all. Errors of DynamoDB itself are responses, never this.
 *
 * `code` is `"ENGINE_PANIC"` (a bug of the engine; the emulator is lost, `cause` is what WebAssembly threw),
 * `"EMULATOR_CLOSED"`, or what `index.d.ts` says of storages.
 */
export class EmulatorError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = "EmulatorError";
    this.code = code;
  }
}
