import { isPlainObject } from "./options.js";

/** Credentials for clients that have none of their own. */
const CREDENTIALS = Object.freeze({ accessKeyId: "dynatab", secretAccessKey: "dynatab" });

const TEXTS = ["secretAccessKey", "sessionToken", "accountId", "principalArn"];
const MEMBERS = [...TEXTS, "policies", "context"];

const isTexts = (value) => Array.isArray(value) && value.every((element) => typeof element === "string");
const isPolicy = (value) => typeof value === "string" || isPlainObject(value);

/** Whether `value` has the form of the option `accessKeys`; what its texts must be is for the engine to say. */
export function areAccessKeys(value) {
  return isPlainObject(value) && Object.entries(value).every(([key, known]) => key !== "" && isAccessKey(known));
}

function isAccessKey(known) {
  if (!isPlainObject(known) || !Object.keys(known).every((name) => MEMBERS.includes(name))) return false;
  const { policies = [], context = {} } = known;
  return (
    TEXTS.every((name) => known[name] === undefined || typeof known[name] === "string") &&
    Array.isArray(policies) &&
    policies.every(isPolicy) &&
    isPlainObject(context) &&
    Object.values(context).every((values) => typeof values === "string" || isTexts(values))
  );
}

/** The access keys of an emulator, from the side of its clients. */
export class AccessKeys {
  #known;

  /** @param {Record<string, object> | undefined} known the option `accessKeys` */
  constructor(known) {
    this.#known = known && new Map(Object.entries(known));
  }

  /** As they cross to the engine: policies as texts, condition keys with lists of values. */
  toJSON() {
    if (!this.#known) return undefined;
    return Object.fromEntries(Array.from(this.#known, ([key, { policies, context, ...texts }]) => [key, { ...texts, policies: policies?.map(written), context: lists(context) }]));
  }

  /** Whether heads must be read anew for each request: there are keys, so signatures may have to be verified. */
  get verify() {
    return this.#known !== undefined;
  }

  /** The credentials of a client that has none: the first key that there is. */
  get credentials() {
    const [first] = this.#known ?? [];
    if (!first) return CREDENTIALS;
    const [accessKeyId, { secretAccessKey = "dynatab", sessionToken }] = first;
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  }

  /** Whether the engine verifies what this key signs. */
  verifies(accessKeyId) {
    return this.#known?.get(accessKeyId)?.secretAccessKey !== undefined;
  }
}

function written(policy) {
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}

function lists(context) {
  return context && Object.fromEntries(Object.entries(context).map(([key, values]) => [key, [values].flat()]));
}
