import { attach } from "./attach.js";
import { autoScale } from "./auto-scale.js";
import { Boundary } from "./boundary.js";
import { clear } from "./clear.js";
import { clientConfig } from "./client-config.js";
import { contributorInsights } from "./contributor-insights.js";
import { Faults } from "./faults.js";
import { answer } from "./fetch.js";
import { HeldTransaction } from "./held-transaction.js";
import { doing, inSteps } from "./in-steps.js";
import { Kinesis } from "./kinesis.js";
import { checkOptions, readOptions, show } from "./options.js";
import { Passage } from "./passage.js";
import { Replication } from "./replication.js";
import { RequestHandler } from "./request-handler.js";
import { Requests } from "./requests/requests.js";
import { StorageOf } from "./storage/storage-of.js";
import { Subscriptions } from "./subscriptions.js";
import { Triggers } from "./triggers/triggers.js";
import { Watch } from "./watch.js";
import { Watchers } from "./watchers.js";

const SHARD_CHECKS = {
  streamArn: (value) => typeof value === "string" || "write the ARN of a stream (LatestStreamArn)",
  shardId: (value) => typeof value === "string" || "write the id of an open shard (DescribeStream)",
};

/** What to write instead of a storage that is not there. */
const ELSEWHERE = {
  idb: 'there is IndexedDB in browsers alone: write "memory", or for example "dir:./data"',
  dir: 'there are folders in Node alone: write "memory", or for example "idb://music"',
};

const STATUS_CHECKS = {
  tableName: (value) => typeof value === "string" || 'write the name of a table, for example "Music"',
  status: (value) => typeof value === "string" || 'write a status, for example "INACCESSIBLE_ENCRYPTION_CREDENTIALS"',
  region: (value) => typeof value === "string" || 'write a region name, for example "eu-west-1"',
  accountId: (value) => typeof value === "string" || 'write twelve digits as a string, for example "123456789012"',
};

/** DynamoDB for any number of accounts and regions. Made by `createEmulator`. */
export class Emulator {
  #boundary;
  #passage;
  #settings;
  #subscriptions;

  /** The time at which requests happen. */
  clock;

  /** What goes wrong on purpose. */
  faults;

  /** The region of clients that name none. */
  region;

  /** What tables have sent to data streams of Amazon Kinesis. */
  kinesis;

  /** Functions that are called with what happens to tables. */
  triggers;

  /** The ways between the regions of global tables. */
  replication;

  /** Where its tables are kept, if that is not in memory alone. */
  storage;

  /** The log of requests. */
  requests;

  /** The transport to give to an AWS SDK client as `requestHandler`. */
  requestHandler;

  /**
   * @param {Boundary} boundary
   * @param {{ region: string, seed: bigint, accessKeys: import("./access-keys.js").AccessKeys }} settings
   */
  constructor(boundary, settings) {
    const { region } = settings;
    this.#boundary = boundary;
    this.#settings = settings;
    this.clock = boundary.clock;
    this.region = region;
    this.faults = new Faults(settings.seed, settings.accessKeys.verify, () => boundary.control("operations"));
    this.requests = new Requests({ clock: boundary.clock, region, control: (name, input) => boundary.control(name, input) });
    this.#passage = new Passage(this.faults, this.requests);
    const watchers = new Watchers(boundary);
    this.#subscriptions = new Subscriptions({
      control: (name, input) => boundary.control(name, input),
      watch: (listener) => watchers.set("subscriptions", listener),
    });
    this.kinesis = new Kinesis({
      control: (name, input) => boundary.control(name, input),
      watch: (listener) => watchers.set("kinesis", listener),
    });
    this.triggers = new Triggers({
      accountId: settings.engine.accountId ?? "000000000000",
      call: (operation, input, place) => boundary.control("call", { operation, input: JSON.stringify(input), ...place }),
      clock: this.clock,
      region,
      watch: (listener) => watchers.set("triggers", listener),
    });
    this.replication = new Replication(boundary);
    if (settings.storage && !(boundary instanceof Boundary)) this.#follow(boundary);
    this.requestHandler = new RequestHandler(boundary, this.#passage);
  }

  /**
   * @param {import("./instance.js").Instance} instance
   * @param {object} options see `index.d.ts`
   * @param {() => Promise<{ report: Function }> | { report: Function }} loadReport loads what only reports need
   */
  static create(instance, options, loadReport) {
    const settings = { ...readOptions(options), loadReport };
    if (settings.storage) throw new TypeError("createEmulatorSync: what is kept in a storage takes its time to be opened: write await createEmulator()");
    return new Emulator(Boundary.create(instance, settings), settings);
  }

  /**
   * The same, and its storage is opened.
   *
   * @param {import("./instance.js").Instance | Promise<import("./instance.js").Instance>} loaded
   * @param {object} options see `index.d.ts`
   * @param {{ kinds: Record<string, (instance: object, settings: object) => Promise<object>>, loadReport: Function }} platform `kinds` makes the boundary
   *   for each kind of storage that there is here
   */
  static async open(loaded, options, { kinds, loadReport }) {
    const settings = { ...readOptions(options), loadReport };
    const instance = await loaded;
    if (!settings.storage) return new Emulator(Boundary.create(instance, settings), settings);
    const { kind, text } = settings.storage;
    if (!kinds[kind]) throw new TypeError(`createEmulator: storage cannot be ${show(text)}: ${ELSEWHERE[kind]}`);
    return new Emulator(await kinds[kind](instance, settings), settings);
  }

  /** Bound, so that it can be handed on: `globalThis.fetch = emulator.fetch`. */
  fetch = async (input, init) => answer(this.#boundary, this.#passage, input instanceof Request && !init ? input : new Request(input, init));

  clientConfig(options) {
    return clientConfig(this, this.#settings.accessKeys, options);
  }

  attach(client) {
    return attach(this, this.#settings.accessKeys.credentials, client);
  }

  /** A storage may be shared with other tabs, or lose something. */
  #follow(boundary) {
    this.storage = new StorageOf(boundary);
    boundary.replaced = () => this.#replaced();
    boundary.missed = () => this.#subscriptions.replace();
  }

  holdTransaction(transaction) {
    return inSteps(HeldTransaction.begin(this.#boundary, transaction));
  }

  reset() {
    return this.#replace(this.#boundary.control("reset"));
  }

  clear(tables) {
    return inSteps(this.#clear(tables));
  }

  *#clear(tables) {
    const count = yield clear(this.#boundary, tables);
    this.#subscriptions.replace();
    return count;
  }

  on(event, ...rest) {
    return this.#subscriptions.add(event, ...rest);
  }

  watch(target, callback) {
    const call = (operation, input, place) => this.#boundary.control("call", { operation, input: JSON.stringify(input), ...place });
    const watch = new Watch({ on: (...words) => this.on(...words), call }, target, callback);
    return { ready: watch.ready, close: () => watch.close() };
  }

  /** Whoever listens, for those who make them listen no more. */
  get subscriptions() {
    return [...this.#subscriptions];
  }

  async report(options) {
    const { report } = await this.#settings.loadReport();
    return report(this.requests.meter, (name, input) => this.#boundary.control(name, input), this.region, options);
  }

  expireItems() {
    return inSteps(this.#expire());
  }

  *#expire() {
    const count = yield this.#boundary.control("expireItems");
    this.#boundary.listener?.();
    return count;
  }

  splitShard(shard) {
    checkOptions("splitShard", shard, SHARD_CHECKS);
    return this.#boundary.control("splitShard", shard);
  }

  autoScale(scaling) {
    return autoScale(this.#boundary, scaling);
  }

  contributorInsights(target) {
    return contributorInsights(this.#boundary, target);
  }

  setTableStatus(change) {
    checkOptions("setTableStatus", change, STATUS_CHECKS);
    return doing(this.#boundary.control("setTableStatus", change));
  }

  snapshot() {
    return this.#boundary.snapshot();
  }

  restore(snapshot) {
    return this.#replace(this.#boundary.restore(snapshot));
  }

  dump() {
    return this.#boundary.dump();
  }

  load(state) {
    return this.#replace(this.#boundary.load(state));
  }

  fork() {
    return inSteps(this.#fork());
  }

  *#fork() {
    return new Emulator(yield this.#boundary.fork(), this.#settings);
  }

  async close() {
    this.kinesis.clear();
    this.triggers.clear();
    if (!this.#boundary.ended) this.#subscriptions.clear();
    await this.#boundary.close();
  }

  /** Once `done`, there is another past now than that which was read. */
  #replace(done) {
    return inSteps(this.#afterReplacing(done));
  }

  *#afterReplacing(done) {
    yield done;
    this.#replaced();
  }

  #replaced() {
    this.kinesis.skip();
    this.triggers.skip();
    this.#subscriptions.replace();
  }
}
