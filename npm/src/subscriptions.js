import { isKey, KEY_HELP } from "./key.js";
import { checkOptions, isPlainObject, show } from "./options.js";

const isText = (value) => typeof value === "string";

/** What can be asked of changes; `Watch` asks the same. */
export const TARGET_CHECKS = {
  tableName: (value) => isText(value) || 'write the name of a table, for example "Music"',
  key: (value) => isKey(value) || KEY_HELP,
  query: (value) => isPlainObject(value) || "write the input of a Query, for example { KeyConditionExpression, ExpressionAttributeValues }",
  region: (value) => isText(value) || 'write a region name, for example "eu-west-1"',
  accountId: (value) => isText(value) || 'write twelve digits as a string, for example "123456789012"',
  signal: (value) => typeof value?.addEventListener === "function" || "write the signal of an AbortController",
};

/** Members of a query that say which items are meant, or in which form: the latter are nobody's business here. */
const MEANT = ["IndexName", "KeyConditionExpression", "FilterExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"];
const IGNORED = ["TableName", "ConsistentRead", "ScanIndexForward", "Select", "ReturnConsumedCapacity"];

/** Who is told of changes. */
export class Subscriptions {
  #all = new Map();
  #count = 0;
  #replaced = new Set();
  #source;
  #told = false;

  /** @param {{ control: (name: string, input: object) => any, watch: (listener?: () => void) => void }} source */
  constructor(source) {
    this.#source = source;
  }

  /** Calls `listener` with what happens; see `index.d.ts`. */
  add(event, ...rest) {
    if (event === "change") return this.#subscribe(...rest);
    if (event === "replace") return this.#follow(...rest);
    throw new TypeError(`on: there is no event ${show(event)}; write "change" or "replace"`);
  }

  [Symbol.iterator]() {
    return [...this.#all.values(), ...this.#replaced][Symbol.iterator]();
  }

  /** Everything may be other than it was. */
  replace() {
    const listeners = [...this.#replaced];
    queueMicrotask(() => {
      for (const { listener } of listeners) hand(listener);
    });
  }

  clear() {
    for (const subscription of this) subscription.close();
  }

  #subscribe(target, listener) {
    checkOptions("on", target, TARGET_CHECKS);
    checkListener(listener, "third");
    if (target.tableName === undefined) throw new TypeError('on: tableName is missing: write the name of a table, for example "Music"');
    const { tableName, key, query, region, accountId, signal } = target;
    if (key && query) throw new TypeError("on: write a key or a query, not both");
    const asked = query ? readQuery(query) : key ? ofKey(key) : {};
    const id = (this.#count += 1);
    const close = () => {
      if (!this.#all.delete(id)) return;
      // Another tab that is gone tells nobody of anything.
      this.#source.control("unsubscribe", { id })?.catch?.(() => {});
      this.#watch();
    };
    if (signal?.aborted) return handle({ close });
    const begun = this.#source.control("subscribe", { id, tableName, region, accountId, ...asked });
    const subscription = { id, target, listener, close, ready: this.#begin(id, begun) };
    this.#all.set(id, subscription);
    this.#watch();
    signal?.addEventListener("abort", close, { once: true });
    return handle(subscription);
  }

  /** What another tab refuses is told by the promise, and by the page if nobody waits for it. */
  async #begin(id, begun) {
    try {
      await begun;
    } catch (error) {
      const closed = !this.#all.delete(id);
      this.#watch();
      if (!closed) throw error;
    }
  }

  #follow(options, listener = options) {
    checkListener(listener, "last");
    const signal = options === listener ? undefined : options?.signal;
    const subscription = { listener, close: () => this.#replaced.delete(subscription) };
    if (!signal?.aborted) this.#replaced.add(subscription);
    signal?.addEventListener("abort", subscription.close, { once: true });
    return handle(subscription);
  }

  #watch() {
    this.#source.watch(this.#all.size > 0 ? () => this.#wake() : undefined);
  }

  /** The request that has changed something is answered first. */
  #wake() {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      if (this.#all.size > 0) this.#tell();
    });
  }

  #tell() {
    for (const { subscription: id, before, after, ...change } of this.#source.control("takeChanges", {})) {
      const subscription = this.#all.get(id);
      if (!subscription) continue;
      const eventName = before === null ? "INSERT" : after === null ? "REMOVE" : "MODIFY";
      const images = { ...(before && { oldImage: before }), ...(after && { newImage: after }) };
      hand(subscription.listener, { eventName, tableName: subscription.target.tableName, ...change, ...images });
    }
  }
}

const handle = ({ close, ready = Promise.resolve() }) => ({ ready, close: () => void close() });

function checkListener(listener, which) {
  if (typeof listener !== "function") throw new TypeError(`on: write a function as the ${which} argument`);
}

/** What a listener throws is nobody's to catch, as in any listener. */
function hand(listener, ...words) {
  const raise = (error) =>
    queueMicrotask(() => {
      throw error;
    });
  try {
    listener(...words)?.catch?.(raise);
  } catch (error) {
    raise(error);
  }
}

function readQuery(query) {
  const unknown = Object.keys(query).find((name) => !MEANT.includes(name) && !IGNORED.includes(name));
  if (unknown) throw new TypeError(`on: a query cannot have ${unknown} here: write ${MEANT.join(", ")}`);
  return Object.fromEntries(MEANT.filter((name) => query[name] !== undefined).map((name) => [name, query[name]]));
}

/** A key, or a partition key, as a query for it. */
export function ofKey(key) {
  const parts = Object.entries(key).map(([name, value], at) => ({ name, value, at }));
  return {
    KeyConditionExpression: parts.map(({ at }) => `#k${at} = :k${at}`).join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(parts.map(({ name, at }) => [`#k${at}`, name])),
    ExpressionAttributeValues: Object.fromEntries(parts.map(({ value, at }) => [`:k${at}`, plain(value)])),
  };
}

/** Bytes are base64 in requests. */
function plain(value) {
  const { B } = value;
  return B instanceof Uint8Array ? { B: btoa(String.fromCharCode(...B)) } : value;
}
