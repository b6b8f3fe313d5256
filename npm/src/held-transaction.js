import { readPositiveDuration } from "./duration.js";
import { isKey, KEY_HELP } from "./key.js";
import { checkOptions } from "./options.js";

const CALLER = "holdTransaction";

const CHECKS = {
  items: (value) => Array.isArray(value) || 'write a list, for example [{ tableName: "Music", key: { pk: { S: "a" } } }]',
  clientRequestToken: (value) => typeof value === "string" || "write the token as a string",
  region: (value) => typeof value === "string" || 'write a region name, for example "eu-west-1"',
  accountId: (value) => typeof value === "string" || 'write twelve digits as a string, for example "123456789012"',
  for: () => true,
  conflicts: (value) => (Number.isSafeInteger(value) && value > 0) || "write how many requests it gets in the way of, for example 1",
};

const ITEM_CHECKS = {
  tableName: (value) => typeof value === "string" || 'write the name of a table, for example "Music"',
  key: (value) => isKey(value) || KEY_HELP,
};

/** A transaction of another client that is under way until it is released. */
export class HeldTransaction {
  #boundary;
  #id;

  constructor(boundary, id) {
    this.#boundary = boundary;
    this.#id = id;
  }

  /** Lets a transaction begin; see `index.d.ts`. */
  static *begin(boundary, transaction) {
    checkOptions(CALLER, transaction, CHECKS);
    const { items = [], for: duration, ...others } = transaction;
    items.forEach((item) => checkOptions(`${CALLER}: items`, item, ITEM_CHECKS));
    const milliseconds = duration === undefined ? undefined : readPositiveDuration(`${CALLER}: for`, duration);
    return new HeldTransaction(boundary, yield boundary.control(CALLER, { ...others, items, milliseconds }));
  }

  release() {
    return this.#boundary.control("releaseTransaction", { id: this.#id });
  }
}
