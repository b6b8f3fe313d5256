import { inSteps } from "../in-steps.js";
import { Trigger } from "./trigger.js";

/** Functions that are called with what happens to tables. */
export class Triggers {
  #list = [];
  #source;

  /** @param {object} source see {@link Trigger}; `watch` says whom to tell that something may have happened */
  constructor(source) {
    this.#source = source;
  }

  [Symbol.iterator]() {
    return [...this.#list][Symbol.iterator]();
  }

  add(options) {
    return inSteps(this.#add(options));
  }

  *#add(options) {
    const trigger = new Trigger(this.#source, options, () => this.#change(this.#list.filter((other) => other !== trigger)));
    yield* trigger.begin();
    this.#change([...this.#list, trigger]);
    trigger.wake();
    return trigger;
  }

  /** Removes all triggers. */
  clear() {
    for (const trigger of this) trigger.remove();
  }

  /** Goes on behind what there is now. */
  skip() {
    for (const trigger of this) trigger.skip();
  }

  /** Waits until all records were handled. */
  async settled() {
    await Promise.all(this.#list.map((trigger) => trigger.settled()));
  }

  #change(list) {
    this.#list = list;
    this.#source.watch(list.length > 0 ? () => list.forEach((trigger) => trigger.wake()) : undefined);
  }
}
