import { aborted } from "./aborted.js";
import { crc32 } from "./crc32.js";
import { readPositiveDuration } from "./duration.js";
import { isKey, KEY_HELP } from "./key.js";
import { checkOptions, isPlainObject, show } from "./options.js";
import { Random } from "./random.js";
import { Touched, withUnprocessed } from "./touched.js";

const encoder = new TextEncoder();

/** Errors that the service answers with on its own account, by the names that are used here. */
const ERRORS = {
  Throttling: [400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API."],
  ThrottlingException: [400, "com.amazonaws.dynamodb.v20120810#ThrottlingException", "Throughput exceeds the current capacity of your table or index. Try again shortly."],
  RequestLimitExceeded: [400, "com.amazonaws.dynamodb.v20120810#RequestLimitExceeded", "Throughput exceeds the current throughput limit for your account."],
  TransactionConflict: [400, "com.amazonaws.dynamodb.v20120810#TransactionConflictException", "Transaction is ongoing for the item"],
  ItemCollectionSizeLimitExceeded: [400, "com.amazonaws.dynamodb.v20120810#ItemCollectionSizeLimitExceededException", "Item collection too large: the total size of its items and index entries is over 10 GB"],
  ExpiredToken: [400, "com.amazon.coral.service#ExpiredTokenException", "The security token included in the request is expired"],
  InternalServerError: [500, "com.amazonaws.dynamodb.v20120810#InternalServerError", "Internal server error"],
  ServiceUnavailable: [503, "com.amazon.coral.availability#ServiceUnavailableException", "The service is unavailable. Please try again later."],
};

/** Nobody waits longer, and timers cannot. */
const LONGEST_LATENCY = 3_600_000;

const isName = (value) => typeof value === "string" && value !== "";
const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;
const isShare = (value) => typeof value === "number" && value >= 0 && value <= 1;

const CHECKS = {
  operation: (value) => isName(value) || (Array.isArray(value) && value.every(isName)) || 'write the name of an operation, for example "PutItem", or a list of names',
  tableName: (value) => isName(value) || "write the name of a table",
  key: (value) => isKey(value) || KEY_HELP,
  error: (value) => Object.hasOwn(ERRORS, value) || value === "Network" || `write one of ${[...Object.keys(ERRORS), "Network"].join(", ")}`,
  lost: (value) => typeof value === "boolean" || "write true: the request is done, and its answer is lost",
  latency: (value) => typeof value === "number" || isPlainObject(value) || "write milliseconds, or for example { seconds: 1 }",
  unprocessed: (value) => value === true || isWhole(value) || "write how many items or keys are left unprocessed, or true for all",
  times: (value) => isWhole(value) || "write how many requests meet it",
  after: (value) => isWhole(value) || "write how many requests it lets pass first",
  probability: (value) => isShare(value) || "write a number from 0 to 1",
};

/** @typedef {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }} Answer */

/** What goes wrong on purpose, between clients and the emulator. */
export class Faults {
  #list = [];
  #operations;
  #random;
  #verify;

  /**
   * @param {bigint} seed of what happens by chance
   * @param {boolean} verify whether signatures are verified, which a body that was changed does not have
   * @param {() => string[]} operations names all that there are
   */
  constructor(seed, verify, operations) {
    this.#random = new Random(seed);
    this.#verify = verify;
    this.#operations = operations;
  }

  /** Whether anything may go wrong: until then requests pass untouched. */
  get some() {
    return this.#list.length > 0;
  }

  add(options) {
    const rule = new Rule(options);
    const unknown = rule.operations.find((name) => !this.#operations().includes(name));
    if (unknown) throw new TypeError(`faults.add: there is no operation ${show(unknown)}: write a name as in the API reference, for example "PutItem"`);
    if (this.#verify && rule.options.unprocessed !== undefined) {
      throw new TypeError("faults.add: unprocessed is not for emulators with accessKeys: a batch that is cut short has another signature");
    }
    this.#list.push(rule);
    return new Fault(rule, () => this.#remove(rule));
  }

  clear() {
    this.#list = [];
  }

  /**
   * Lets a request meet what it has to meet.
   *
   * @param {string | null | undefined} target the header `x-amz-target`
   * @param {Uint8Array} body of the request
   * @param {AbortSignal | undefined} signal ends the waiting
   * @param {(body: Uint8Array) => Answer} answer lets the emulator answer
   * @returns {Promise<Answer>}
   * @throws {Error} with `code: "ECONNRESET"`, as a lost connection does
   */
  async pass(target, body, signal, answer) {
    const operation = String(target).split(".").at(-1);
    const touched = new Touched(body);
    const met = this.#list.filter((rule) => rule.meets(operation, touched, this.#random));
    for (const { latency } of met) if (latency > 0) await sleep(latency, signal);
    const refused = met.find(({ options }) => options.error && !options.lost);
    if (refused) return refused.refusal(this.#random);
    const short = met.find(({ options }) => options.unprocessed !== undefined);
    const response = short ? await short.shorten(operation, touched, this.#random, answer) : await answer(body);
    return met.find(({ options }) => options.lost)?.refusal(this.#random) ?? response;
  }

  #remove(rule) {
    this.#list = this.#list.filter((other) => other !== rule);
  }
}

/** What `faults.add` returns. */
class Fault {
  #remove;
  #rule;

  constructor(rule, remove) {
    this.#rule = rule;
    this.#remove = remove;
  }

  /** How many requests have met it. */
  get met() {
    return this.#rule.met;
  }

  remove() {
    this.#remove();
  }
}

/** One thing that goes wrong. */
class Rule {
  met = 0;
  #seen = 0;

  constructor(options) {
    checkOptions("faults.add", options, CHECKS);
    const { error, latency, unprocessed, lost } = options;
    if (error === undefined && latency === undefined && unprocessed === undefined) {
      throw new TypeError(`faults.add: ${show(options)} says nothing that goes wrong: write error, latency or unprocessed`);
    }
    if (lost && error === undefined) throw new TypeError('faults.add: lost needs an error that the client sees instead, for example "Network"');
    this.options = options;
    this.operations = [options.operation ?? []].flat();
    this.latency = latency === undefined ? 0 : readLatency(latency);
  }

  meets(operation, touched, random) {
    if (!this.#concerns(operation, touched)) return false;
    const { after = 0, times = Infinity, probability = 1 } = this.options;
    this.#seen += 1;
    if (this.#seen <= after || this.met >= times || (probability < 1 && random.next() >= probability)) return false;
    this.met += 1;
    return true;
  }

  /** The answer of a service in trouble. */
  refusal(random) {
    const { error } = this.options;
    if (error === "Network") throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    const [statusCode, __type, message] = ERRORS[error];
    return response(statusCode, random, encoder.encode(JSON.stringify({ __type, message })));
  }

  /** Lets a batch be done but for what is left unprocessed. */
  async shorten(operation, touched, random, answer) {
    const { tableName, key, unprocessed } = this.options;
    const { rest, left } = touched.split(unprocessed, tableName, key);
    const answered = rest && (await answer(rest));
    if (answered && answered.statusCode !== 200) return answered;
    return response(200, random, withUnprocessed(operation, answered?.body, left));
  }

  #concerns(operation, touched) {
    const { operation: chosen, tableName, key, unprocessed } = this.options;
    if (chosen !== undefined && !this.operations.includes(operation)) return false;
    return (unprocessed === undefined || Touched.isBatch(operation)) && touched.concerns(tableName, key);
  }
}

function readLatency(duration) {
  const milliseconds = readPositiveDuration("faults.add", duration);
  if (milliseconds <= LONGEST_LATENCY) return milliseconds;
  throw new TypeError(`faults.add: latency cannot be ${show(duration)}: write at most { hours: 1 }`);
}

function response(statusCode, random, body) {
  const headers = { "x-amzn-requestid": requestId(random), "x-amz-crc32": String(crc32(body)), "content-type": "application/x-amz-json-1.0" };
  return { statusCode, headers, body };
}

function requestId(random) {
  const letters = Array.from({ length: 52 }, () => 65 + Math.floor(random.next() * 26));
  return String.fromCharCode(...letters);
}

/** The platform's own, whatever a test puts in their place later. */
const { clearTimeout, setTimeout } = globalThis;

function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(wake, milliseconds);
    function wake() {
      signal?.removeEventListener?.("abort", giveUp);
      resolve();
    }
    function giveUp() {
      clearTimeout(timer);
      reject(aborted());
    }
    signal?.addEventListener?.("abort", giveUp, { once: true });
  });
}
