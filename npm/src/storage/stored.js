/** Controls that change nothing which is stored. */
const OBSERVING = ["observeCosts", "subscribe", "takeChanges", "takeCosts", "unsubscribe"];

/**
 * The boundary of an emulator whose state is stored: an answer is given once what it tells is. In all else it is the boundary of its engine.
 */
export class Stored {
  /** Told that another tab has replaced everything: there is none. */
  replaced = undefined;
  /** Told that what was told of was taken back, as it could not be stored. */
  missed = undefined;
  #boundary;
  #storage;

  /**
   * @param {import("../boundary.js").Boundary} boundary
   * @param {import("./storage.js").Storage} storage
   */
  constructor(boundary, storage) {
    this.#boundary = boundary;
    this.#storage = storage;
    storage.undone = () => this.missed?.();
  }

  get clock() {
    return this.#boundary.clock;
  }

  set clock(clock) {
    this.#boundary.clock = clock;
  }

  get listener() {
    return this.#boundary.listener;
  }

  set listener(listener) {
    this.#boundary.listener = listener;
  }

  get ended() {
    return this.#boundary.ended;
  }

  get streamOf() {
    return this.#boundary.streamOf;
  }

  /** Whether the engine is in this process, page or worker. */
  get leads() {
    return true;
  }

  async handle(method, uri, header, body, now) {
    const response = this.#boundary.handle(method, uri, header, body, now);
    await this.#storage.settle();
    return response;
  }

  async handleOnce(method, uri, headers, body, now) {
    const response = this.#boundary.handleOnce(method, uri, headers, body, now);
    await this.#storage.settle();
    return response;
  }

  control(name, input) {
    const output = this.#boundary.control(name, input);
    // What is lost of a request is told to whoever made it.
    if (!OBSERVING.includes(name)) this.#storage.follow();
    return output;
  }

  snapshot() {
    return this.#boundary.snapshot();
  }

  restore(snapshot) {
    this.#boundary.restore(snapshot);
    this.#storage.follow();
  }

  fork() {
    return this.#boundary.fork();
  }

  dump() {
    return this.#boundary.dump();
  }

  load(state) {
    this.#boundary.load(state);
    this.#storage.follow();
  }

  /** @param {"flush" | "usage" | "persist" | "destroy"} name of what the storage is asked */
  async ask(name) {
    if (name !== "destroy") return this.#storage[name]();
    await this.#storage.destroy();
    return this.#boundary.close();
  }

  /** Another tab goes on from what is stored. */
  async leave() {
    await this.#storage.leave();
    this.#boundary.close();
  }

  async close() {
    try {
      await this.#storage.close();
    } finally {
      this.#boundary.close();
    }
  }
}
