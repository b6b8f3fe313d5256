/** What an emulator was like at some moment. It is kept for as long as somebody holds it. */
export class Snapshot {
  #state;

  /** @param {object} state what `src/wasm/engine.rs` calls a snapshot */
  constructor(state) {
    this.#state = state;
  }

  /**
   * @param {any} value
   * @returns {object | undefined} what the engine knows `value` by, if it is a snapshot
   */
  static stateOf(value) {
    return typeof value === "object" && value !== null && #state in value ? value.#state : undefined;
  }
}
