/** Where the tables of an emulator are kept. */
export class StorageOf {
  #boundary;

  /** @param {import("./stored.js").Stored | import("./tabs.js").Tabs} boundary */
  constructor(boundary) {
    this.#boundary = boundary;
  }

  /** Whether the tables are in the memory of this page, worker or process. */
  get leads() {
    return this.#boundary.leads;
  }

  async flush() {
    await this.#boundary.ask("flush");
  }

  usage() {
    return this.#boundary.ask("usage");
  }

  persist() {
    return this.#boundary.ask("persist");
  }

  destroy() {
    return this.#boundary.ask("destroy");
  }
}
