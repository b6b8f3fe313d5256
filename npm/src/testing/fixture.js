import { createEmulatorSync } from "dynatab";

import { checkOptions, isPlainObject, show } from "../options.js";
import { readItem } from "./item.js";
import { Requests } from "./requests.js";
import { readTables } from "./tables.js";

const CHECKS = {
  tables: () => true,
  data: (value) => isPlainObject(value) || 'write an object from table name to items, for example { Music: [{ pk: "a" }] }',
  prepare: (value) => typeof value === "function" || "write a function, for example async (emulator) => { … }",
  emulator: (value) => isPlainObject(value) || 'write options of createEmulator, for example { region: "eu-west-1" }',
  parameters: (value) => isPlainObject(value) || "write an object from parameter to value",
  stackName: (value) => typeof value === "string" || "write a name as a string",
};

/** Options of an emulator that would get in the way of its preparation. */
const IN_THE_WAY = { accessKeys: undefined, enforcePolicies: undefined, throttling: undefined, consistency: undefined, lifecycle: undefined };

/**
 * An emulator with tables and items, to which it can be put back at any time: what tests begin with.
 */
export class Fixture {
  #clock;
  #listeners;
  #options;
  #prepared;
  #seed;
  #subscriptions;
  #triggers;

  /** The emulator. It is there from the beginning, its tables after {@link prepare}. */
  emulator;

  /**
   * @param {object} options see `testing.d.ts`
   * @throws {TypeError} for an option that makes no sense
   */
  constructor(options = {}) {
    checkOptions("dynatab", options, CHECKS);
    this.#options = options;
    this.emulator = createEmulatorSync(options.emulator);
  }

  /** Creates tables and items, once, and keeps all that as the seed. */
  prepare() {
    return (this.#prepared ??= this.#prepare());
  }

  async #prepare() {
    const { tables = [], data = {}, prepare } = this.#options;
    if (typeof tables !== "function") await this.#fill(tables, data);
    else await tables(this.emulator);
    if (typeof tables === "function" && Object.keys(data).length > 0) await this.#fill([], data);
    await prepare?.(this.emulator);
    const { clock } = this.emulator;
    this.#clock = clock.frozen ? clock.now() : undefined;
    this.#subscriptions = [...this.emulator.kinesis];
    this.#triggers = [...this.emulator.triggers];
    this.#listeners = this.emulator.subscriptions;
    this.#seed = this.emulator.snapshot();
  }

  /** Puts everything back as it was when it was prepared, in a few microseconds; the clock, too. Nothing goes wrong on purpose any more. */
  restore() {
    const seed = this.#seeded();
    for (const subscription of this.emulator.kinesis) if (!this.#subscriptions.includes(subscription)) subscription.close();
    for (const listener of this.emulator.subscriptions) if (!this.#listeners.includes(listener)) listener.close();
    this.emulator.requests.clear();
    for (const trigger of this.emulator.triggers) if (!this.#triggers.includes(trigger)) trigger.remove();
    // Those that stay look at what is put back, in which time must not have passed.
    if (this.#clock === undefined) this.emulator.clock.follow();
    else this.emulator.clock.freeze(this.#clock);
    this.emulator.restore(seed);
    this.emulator.faults.clear();
  }

  /** Another emulator that begins where this one was prepared, in a few microseconds. */
  fork() {
    const fork = this.emulator.fork();
    fork.restore(this.#seeded());
    return fork;
  }

  async close() {
    await this.emulator.close();
  }

  #seeded() {
    if (this.#seed) return this.#seed;
    throw new TypeError("dynatab: there are no tables yet: they are there once tests run, in hooks and tests, not while a file is read");
  }

  /** In an emulator that takes unsigned requests and refuses none, with the same tables. */
  async #fill(tables, data) {
    const { emulator, parameters = {}, stackName = "dynatab" } = this.#options;
    const { accessKeyId } = this.emulator.clientConfig().credentials;
    const account = accountOf(emulator, accessKeyId);
    const helper = createEmulatorSync({ ...emulator, ...IN_THE_WAY, accounts: { ...emulator?.accounts, [accessKeyId]: account } });
    try {
      helper.restore(this.emulator.snapshot());
      const requests = new Requests(helper, accessKeyId);
      const stack = { region: helper.region, accountId: account, stackName, parameters };
      for (const [operation, input, region] of readTables(tables, stack)) {
        if (operation === "autoScale") helper.autoScale({ accountId: account, ...input });
        else await requests.send(operation, input, { region });
      }
      for (const [table, items] of Object.entries(data)) await requests.put(table, readItems(table, items));
      this.emulator.restore(helper.snapshot());
    } finally {
      await helper.close();
    }
  }
}

/** The account whose tables clients see that have this access key. */
function accountOf({ accessKeys, accounts, accountId = "000000000000" } = {}, accessKeyId) {
  const { accountId: own, principalArn } = accessKeys?.[accessKeyId] ?? {};
  return own ?? principalArn?.split(":")[4] ?? accounts?.[accessKeyId] ?? accountId;
}

function readItems(table, items) {
  if (!Array.isArray(items)) throw new TypeError(`data of ${table} cannot be ${show(items)}: write a list of items`);
  return items.map((item) => {
    try {
      return readItem(item);
    } catch (error) {
      throw new TypeError(`data of ${table}: ${error.message}`);
    }
  });
}
