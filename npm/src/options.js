import { AccessKeys, areAccessKeys } from "./access-keys.js";
import { readConsistency } from "./consistency.js";
import { isModule } from "./instance.js";
import { readLifecycle } from "./lifecycle.js";
import { readReplication } from "./replication.js";
import { readThrottling } from "./throttling.js";

/** Real time, whatever a test puts in the place of `Date.now` later. */
const realTime = Date.now;

/** What storages begin with that are more than memory; the rest is a name. */
const STORAGES = { idb: "idb://", dir: "dir:" };

/** Options whose values no error repeats. */
const SECRETS = ["accessKeys", "credentials"];

/** What `createEmulator` accepts. Whether a name is a region or an account id is for the engine to say. */
const CHECKS = {
  storage: (value) => value === "memory" || kindOf(value) !== undefined || 'write "memory", in a browser for example "idb://music", in Node for example "dir:./data"',
  durability: (value) => value === "strict" || value === "relaxed" || 'write "strict" or "relaxed"',
  persist: (value) => typeof value === "boolean" || "write true or false",
  region: (value) => typeof value === "string" || 'write a region name, for example "eu-west-1"',
  accountId: (value) => typeof value === "string" || 'write twelve digits as a string, for example "123456789012"',
  accounts: (value) =>
    (isPlainObject(value) && Object.entries(value).every(([key, id]) => key !== "" && typeof id === "string")) ||
    'write an object from access key to account id, for example { AKIAEXAMPLE: "123456789012" }',
  accessKeys: (value) =>
    areAccessKeys(value) || 'write an object from access key to what is known of it, for example { AKIAEXAMPLE: { secretAccessKey: "secret" } }',
  enforcePolicies: (value) => typeof value === "boolean" || "write true or false",
  sharedNamespace: (value) => typeof value === "boolean" || "write true or false",
  validation: (value) => value === "2026" || value === "classic" || 'write "2026" or "classic"',
  consistency: (value) => isPlainObject(value) || "write an object, for example { lag: { milliseconds: 200 } }",
  recoveryDelay: (value) =>
    (Number.isInteger(value) && value >= 0 && value <= 86_400) || "write a whole number of seconds from 0 to 86400",
  lifecycle: (value) =>
    ["instant", "realistic"].includes(value) || isPlainObject(value) || 'write "instant", "realistic", or for example { createTable: { seconds: 2 } }',
  replication: (value) => isPlainObject(value) || "write an object, for example { lag: { seconds: 1 } }",
  timeToLiveInterval: (value) => (typeof value === "number" && value >= 0) || "write milliseconds, or Infinity: then only expireItems() deletes items",
  throttling: (value) => typeof value === "boolean" || isPlainObject(value) || "write true, or for example { burst: { seconds: 0 } }",
  seed: (value) => (Number.isSafeInteger(value) && value >= 0) || "write a whole number from 0 to 2^53 - 1",
  now: (value) => typeof value === "function" || "write a function that returns milliseconds since 1970, for example Date.now",
  engine: (value) => isModule(value) || 'write a WebAssembly.Module of dynatab/engine.wasm',
};

/**
 * Checks the options of `createEmulator` and fills in the defaults.
 *
 * @returns {{ engine: object, region: string, seed: bigint, now: () => number }}
 * @throws {TypeError} which says what to write instead
 */
export function readOptions(options = {}) {
  checkOptions("createEmulator", options, CHECKS);
  const { region = "us-east-1", accountId, accounts, enforcePolicies, sharedNamespace, validation, consistency, throttling, recoveryDelay, lifecycle, replication, timeToLiveInterval, seed, now = realTime } = options;
  const accessKeys = new AccessKeys(options.accessKeys);
  return {
    accessKeys,
    engine: {
      region,
      accountId,
      accounts,
      accessKeys,
      enforcePolicies,
      sharedNamespace,
      classicValidation: validation === "classic",
      recoveryDelay,
      ...readConsistency(consistency),
      ...readReplication(replication),
      throttling: readThrottling(throttling),
      ...readLifecycle(lifecycle),
      timeToLiveInterval: timeToLiveInterval === undefined ? undefined : Math.min(timeToLiveInterval, Number.MAX_SAFE_INTEGER),
    },
    region,
    storage: readStorage(options),
    seed: seed === undefined ? crypto.getRandomValues(new BigUint64Array(1))[0] : BigInt(seed),
    now,
  };
}

function readStorage({ storage = "memory", durability = "strict", persist = false }) {
  const kind = kindOf(storage);
  return kind && { kind, name: storage.slice(STORAGES[kind].length), text: storage, strict: durability === "strict", persist };
}

/** @returns {"idb" | "dir" | undefined} */
function kindOf(storage) {
  const fits = (kind) => typeof storage === "string" && storage.startsWith(STORAGES[kind]) && storage !== STORAGES[kind];
  return Object.keys(STORAGES).find(fits);
}

/**
 * Refuses options that are no object, have an unknown name or a value that its check refuses. `undefined` counts as absent.
 *
 * @param {string} caller the function whose options these are
 * @param {object} options
 * @param {Record<string, (value: any) => true | string>} checks
 */
export function checkOptions(caller, options, checks) {
  if (!isPlainObject(options)) throw new TypeError(`${caller}: write an object with one or more of ${Object.keys(checks).join(", ")}`);
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) checkOption(caller, name, value, checks);
  }
}

/** Not an array, a `Map` or a `Date`, whose entries are not where options are looked for; the realm it was made in does not matter. */
export function isPlainObject(value) {
  return Object.prototype.toString.call(value) === "[object Object]";
}

function checkOption(caller, name, value, checks) {
  if (!Object.hasOwn(checks, name)) {
    throw new TypeError(`${caller}: there is no option "${name}"; write one of ${Object.keys(checks).join(", ")}`);
  }
  const verdict = checks[name](value);
  if (verdict !== true) throw new TypeError(`${caller}: ${name} cannot be ${SECRETS.includes(name) ? outline(value) : show(value)}: ${verdict}`);
}

/** What an error tells of a secret: names, and the kinds of values. A wrong option is often printed to a log. */
function outline(value, depth = 0) {
  if (Array.isArray(value)) return "a list";
  if (!isPlainObject(value)) return typeof value === "object" ? "an object" : `a ${typeof value}`;
  const members = Object.entries(value).map(([name, inner]) => (depth < 2 ? `${name}: ${outline(inner, depth + 1)}` : name));
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}";
}

export function show(value) {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? showObject(value) : String(value);
}

/** What is cyclic, or holds what JSON does not know, is named by its kind. */
function showObject(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
