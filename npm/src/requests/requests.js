import { checkOptions } from "../options.js";
import { Meter } from "../report/meter.js";
import { Entry } from "./entry.js";

const CHECKS = {
  keep: (value) => (Number.isSafeInteger(value) && value >= 0) || "write how many requests are kept, for example 1000",
};

/** What the engine tells, while it observes, of a request of Amazon S3: operation, bucket and key (`src/service/s3.rs`). */
const ASKED = "x-dynatab-asked";

const isText = (value) => typeof value === "string";

const FILTER_CHECKS = {
  operation: (value) => isText(value) || 'write the name of an operation, for example "PutItem"',
  tableName: (value) => isText(value) || "write the name of a table",
};

/** How many requests are kept unless it is said otherwise. */
const USUAL = 1000;

/** The log of requests. It costs nothing until it is asked for. */
export class Requests {
  #clock;
  #control;
  #entries = [];
  #keep = USUAL;
  #meter = undefined;
  #region;

  /** @param {{ clock: { now(): number }, region: string, control: (name: string, input?: object) => any }} source */
  constructor({ clock, region, control }) {
    this.#clock = clock;
    this.#region = region;
    this.#control = control;
  }

  /** Whether requests are written down. */
  get recording() {
    return this.#meter !== undefined;
  }

  /** What was measured since recording began; see `report/meter.js`. */
  get meter() {
    return this.#meter;
  }

  record(options = {}) {
    checkOptions("requests.record", options, CHECKS);
    this.#keep = options.keep ?? USUAL;
    this.#meter ??= new Meter();
    this.#control("observeCosts", { observes: true });
    this.#trim();
    return this;
  }

  stop() {
    if (!this.recording) return;
    this.#control("observeCosts", { observes: false });
    this.#meter = undefined;
  }

  /** Forgets what was written down and measured. Recording goes on. */
  clear() {
    this.#entries = [];
    if (this.recording) this.#meter = new Meter();
  }

  list(filter = {}) {
    checkOptions("requests.list", filter, FILTER_CHECKS);
    const { operation, tableName } = filter;
    return this.#entries.filter(
      (entry) =>
        (operation === undefined || entry.operation === operation) && (tableName === undefined || entry.tableNames.includes(tableName)),
    );
  }

  consumed(filter = {}) {
    const all = this.list(filter).flatMap(({ consumed }) => consumed);
    const ours = all.filter(({ tableName }) => filter.tableName === undefined || tableName === filter.tableName);
    const sum = (unit) => ours.reduce((total, charge) => total + charge[unit], 0);
    return { readUnits: sum("readUnits"), writeUnits: sum("writeUnits") };
  }

  get size() {
    return this.#entries.length;
  }

  [Symbol.iterator]() {
    return [...this.#entries][Symbol.iterator]();
  }

  /** A request comes in. */
  begin(header, body) {
    const operation = String(header("x-amz-target") ?? "").split(".").at(-1);
    return new Entry({ operation, time: this.#clock.now(), region: regionOf(header("authorization")) ?? this.#region, body });
  }

  /** The emulator answers it; what that costs is the request's. */
  async observe(entry, answer) {
    const answered = answer();
    const taken = this.#control("takeCosts");
    const { costs = taken, ...response } = await answered;
    this.#meter?.add(entry, costs);
    entry.consumed = consumed(costs);
    entry.answered(response);
    return response;
  }

  /** This is what the client hears, of the emulator or of a fault. */
  end(entry, response, genuine) {
    entry.fault = !genuine;
    if (!genuine) entry.answered(response);
    this.#write(entry);
  }

  /** The client hears nothing. */
  lose(entry, error) {
    if (error.code !== "ECONNRESET") return;
    entry.fault = true;
    entry.statusCode = 0;
    this.#write(entry);
  }

  /** Lets the emulator answer a request that names no operation of DynamoDB, and writes it down if it is one of Amazon S3. */
  async log(header, answer) {
    const entry = this.begin(header, new Uint8Array());
    const response = await answer();
    const { [ASKED]: asked, ...headers } = response.headers;
    if (asked !== undefined) this.#add(entry.answeredByS3(asked, response));
    return { ...response, headers };
  }

  #write(entry) {
    if (!this.recording) return;
    this.#meter.count(entry);
    this.#add(entry);
  }

  #add(entry) {
    this.#entries.push(entry);
    this.#trim();
  }

  /** The oldest go first, many at a time. */
  #trim() {
    if (this.#entries.length > this.#keep * 1.25) this.#entries.splice(0, this.#entries.length - this.#keep);
  }
}

/** The AWS Region in the scope of a signature. */
function regionOf(authorization) {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization ?? "")?.[1];
}

/** Costs summed up by table and global index. */
function consumed(costs) {
  const sums = new Map();
  for (const { tableName, indexName, writes, units, throttled } of costs) {
    if (throttled) continue;
    const name = JSON.stringify([tableName, indexName]);
    const sum = sums.get(name) ?? { tableName, ...(indexName && { indexName }), readUnits: 0, writeUnits: 0 };
    sum[writes ? "writeUnits" : "readUnits"] += units;
    sums.set(name, sum);
  }
  return [...sums.values()];
}
