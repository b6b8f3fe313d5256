/** Whom a boundary tells after each request that something may have happened. */
export class Watchers {
  #boundary;
  #listeners = new Map();

  /** @param {{ listener: (() => void) | undefined }} boundary */
  constructor(boundary) {
    this.#boundary = boundary;
  }

  /** Tells `listener` from now on, in the place of who was told in this name before; nobody, if there is none. */
  set(name, listener) {
    if (listener) this.#listeners.set(name, listener);
    else this.#listeners.delete(name);
    this.#boundary.listener = this.#listeners.size > 0 ? () => this.#tell() : undefined;
  }

  #tell() {
    for (const listener of this.#listeners.values()) listener();
  }
}
