/** Whom a subscription of this tab itself is for. */
const OWN = "";

/**
 * The changes of items that several tabs have asked for, of one engine, which knows subscriptions by numbers and hands over what it has kept for all of them
 * at once.
 */
export class Changes {
  #control;
  #count = 0;
  /** Who has subscribed under which number. */
  #subscribers = new Map();
  /** The numbers of subscriptions, by tab and what it calls them. */
  #numbers = new Map();
  /** What was taken and not collected yet, by tab. */
  #taken = new Map();

  /** @param {(name: string, input?: object) => any} control of the engine */
  constructor(control) {
    this.#control = control;
  }

  /** Whether another tab has asked for any. */
  get some() {
    return [...this.#subscribers.values()].some(({ tab }) => tab !== OWN);
  }

  /** Who asks twice under one number, because it was not sure to be heard, is told once. */
  subscribe({ id, ...target }, tab = OWN) {
    this.unsubscribe({ id }, tab);
    const number = (this.#count += 1);
    const output = this.#control("subscribe", { ...target, id: number });
    this.#subscribers.set(number, { tab, id });
    this.#numbers.set(nameOf(tab, id), number);
    return output;
  }

  unsubscribe({ id }, tab = OWN) {
    const name = nameOf(tab, id);
    const number = this.#numbers.get(name);
    if (number === undefined) return;
    this.#numbers.delete(name);
    this.#subscribers.delete(number);
    this.#control("unsubscribe", { id: number });
  }

  /** A tab is gone. */
  forget(tab) {
    for (const subscriber of [...this.#subscribers.values()]) if (subscriber.tab === tab) this.unsubscribe(subscriber, tab);
    this.#taken.delete(tab);
  }

  /** What has changed for one tab since it was last told. */
  take(tab = OWN) {
    this.#sort();
    const taken = this.#taken.get(tab) ?? [];
    this.#taken.delete(tab);
    return taken;
  }

  /** The other tabs for which something has changed. */
  waiting() {
    this.#sort();
    return [...this.#taken.keys()].filter((tab) => tab !== OWN);
  }

  #sort() {
    for (const change of this.#control("takeChanges")) {
      const subscriber = this.#subscribers.get(change.subscription);
      if (!subscriber) continue;
      const { tab, id } = subscriber;
      if (!this.#taken.has(tab)) this.#taken.set(tab, []);
      this.#taken.get(tab).push({ ...change, subscription: id });
    }
  }
}

const nameOf = (tab, id) => `${tab}/${id}`;
