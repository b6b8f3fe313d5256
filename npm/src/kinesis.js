import { inSteps } from "./in-steps.js";
import { checkOptions } from "./options.js";

/** How many records are read at a time. */
const READ = 1000;

const isText = (value) => typeof value === "string";

const CHECKS = {
  streamArn: (value) => isText(value) || 'write the ARN of a data stream, for example "arn:aws:kinesis:us-east-1:000000000000:stream/changes"',
  from: (value) => isText(value) || "write the sequence number of a record, or what came as next",
  latest: (value) => typeof value === "boolean" || "write true or false",
};

const READ_CHECKS = {
  ...CHECKS,
  limit: (value) => (Number.isSafeInteger(value) && value > 0) || "write how many records are wanted at most, for example 100",
};

/** What tables have sent to data streams of Amazon Kinesis. */
export class Kinesis {
  #source;
  #subscriptions = new Set();

  /** @param {{ control: (name: string, input: object) => any, watch: (listener?: () => void) => void }} source */
  constructor(source) {
    this.#source = source;
  }

  read(options) {
    checkOptions("kinesis.read", options, READ_CHECKS);
    return this.#source.control("readDataStream", options);
  }

  subscribe(options, listener) {
    checkOptions("kinesis.subscribe", options, CHECKS);
    if (typeof listener !== "function") throw new TypeError("kinesis.subscribe: write a function that takes a record as the second argument");
    return inSteps(this.#begin(options, listener));
  }

  *#begin({ streamArn, ...start }, listener) {
    const read = (position, limit) => this.#source.control("readDataStream", { streamArn, ...position, limit });
    const { next } = yield read(start, 0);
    const subscription = new Subscription(read, next, listener, () => this.#remove(subscription));
    this.#subscriptions.add(subscription);
    this.#watch();
    subscription.wake();
    return subscription;
  }

  /** Waits until every listener has been handed what there is. */
  async settled() {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.settled()));
  }

  [Symbol.iterator]() {
    return [...this.#subscriptions][Symbol.iterator]();
  }

  /** Goes on behind what there is now, which may be another past than the one that was read. */
  skip() {
    for (const subscription of this.#subscriptions) subscription.skip();
  }

  /** Closes all subscriptions. */
  clear() {
    for (const subscription of this.#subscriptions) subscription.close();
  }

  #remove(subscription) {
    this.#subscriptions.delete(subscription);
    this.#watch();
  }

  #watch() {
    const wakeAll = () => {
      for (const subscription of this.#subscriptions) subscription.wake();
    };
    this.#source.watch(this.#subscriptions.size > 0 ? wakeAll : undefined);
  }
}

/** A listener that is handed the records of a data stream, one after the other. Made by `kinesis.subscribe`. */
class Subscription {
  #closed = false;
  #listener;
  #next;
  /** Which past of the data stream it reads: the emulator may be put back while a record is handed over. */
  #past = 0;
  #read;
  #remove;
  /** Until it is behind what there is now, where another tab has to be asked for that. */
  #skipping = undefined;
  #work = undefined;
  /** Whether something may have been sent since it last looked. */
  #woken = false;

  /**
   * @param {(position: { from?: string, latest?: boolean }, limit: number) => { records: object[], next: string }} read or a promise of that
   * @param {string} next where it begins
   * @param {(record: object) => any} listener
   * @param {() => void} remove
   */
  constructor(read, next, listener, remove) {
    this.#read = read;
    this.#listener = listener;
    this.#remove = remove;
    this.#next = next;
  }

  /** Where another subscription goes on that takes its place. */
  get next() {
    return this.#next;
  }

  close() {
    this.#closed = true;
    this.#remove();
  }

  wake() {
    this.#woken = true;
    this.#work ??= this.#run().finally(() => (this.#work = undefined));
  }

  async settled() {
    while (this.#work) await this.#work;
  }

  skip() {
    this.#past += 1;
    this.#skipping = inSteps(this.#skip());
  }

  *#skip() {
    const past = this.#past;
    const { next } = yield this.#read({ latest: true }, 0);
    if (this.#past === past) this.#next = next;
  }

  async #run() {
    // What has woken it is to be answered first.
    await undefined;
    while (this.#woken && !this.#closed) {
      this.#woken = false;
      await this.#skipping;
      const past = this.#past;
      const { records, next } = await this.#read({ from: this.#next }, READ);
      for (const [at, record] of records.entries()) {
        if (this.#past !== past) break;
        await this.#hand(record);
        if (this.#past !== past) break;
        this.#next = records[at + 1]?.sequenceNumber ?? next;
        if (this.#closed) return;
      }
      this.#woken ||= records.length > 0;
    }
  }

  /** What a listener throws is nobody's to catch, as in any listener. */
  async #hand(record) {
    try {
      await this.#listener(record);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
