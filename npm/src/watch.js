import { inSteps, isPromise } from "./in-steps.js";
import { checkOptions } from "./options.js";
import { ofKey, TARGET_CHECKS } from "./subscriptions.js";

/** Members of a Query that say in which order and form its result is wanted: changes of the items that are meant are told whatever they say. */
const FORM = ["ConsistentRead", "Limit", "ProjectionExpression", "ScanIndexForward"];

/** What is asked for, asked again whenever its answer may be another. */
export class Watch {
  #callback;
  #closed = false;
  #listening;
  #read;
  /** Whether another tab is asked, and whether it has to be asked once more after that. */
  #reading = false;
  #stale = false;
  #waiting = false;

  /**
   * @param {object} source
   * @param {(event: string, ...rest: any[]) => { close: () => void }} source.on see `Emulator.on`
   * @param {(operation: string, input: object, place: { region?: string, accountId?: string }) => any} source.call throws a `TypeError` for what is refused,
   *   or gives a promise of all that
   * @param {object} target see `index.d.ts`
   * @param {(items: object[]) => any} callback
   */
  constructor(source, target, callback) {
    checkOptions("watch", target, TARGET_CHECKS);
    if (typeof callback !== "function") throw new TypeError("watch: write a function that takes items as the second argument");
    const { tableName, key, query, region, accountId, signal } = target;
    this.#callback = callback;
    this.#read = () => inSteps(readAll((operation, input) => source.call(operation, input, { region, accountId }), { tableName, key, query }));
    const meant = query && Object.fromEntries(Object.entries(query).filter(([name]) => !FORM.includes(name)));
    const ask = () => this.#ask();
    this.#listening = [source.on("change", { tableName, key, query: meant, region, accountId }, ask), source.on("replace", ask)];
    if (signal?.aborted) return this.close();
    signal?.addEventListener("abort", () => this.close(), { once: true });
    ask();
  }

  /** Done once changes are told. */
  get ready() {
    return this.#listening[0].ready;
  }

  close() {
    this.#closed = true;
    for (const one of this.#listening) one.close();
  }

  /** Several changes at once, those of a transaction for example, are one reason to ask. */
  #ask() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (!this.#closed) return this.#tell();
    });
  }

  #tell() {
    if (this.#reading) {
      this.#stale = true;
      return undefined;
    }
    let items;
    try {
      items = this.#read();
    } catch (error) {
      return ignoreClosed(error);
    }
    return isPromise(items) ? this.#await(items) : this.#callback(items);
  }

  async #await(reading) {
    this.#reading = true;
    const items = await reading.catch(ignoreClosed).finally(() => (this.#reading = false));
    if (this.#closed || !items) return;
    if (this.#stale) this.#ask();
    this.#stale = false;
    await this.#callback(items);
  }
}

/** Nobody is told of an emulator that was closed meanwhile. */
function ignoreClosed(error) {
  if (error.code !== "EMULATOR_CLOSED") throw error;
}

/** All items, page after page. Of a table that is gone there are none. */
function* readAll(call, { tableName: TableName, key, query }) {
  try {
    if (query) return yield* pages(call, "Query", { TableName, ...query });
    if (!key) return yield* pages(call, "Scan", { TableName, ConsistentRead: true });
    return yield* pages(call, "Query", { TableName, ConsistentRead: true, ...ofKey(key) });
  } catch (error) {
    if (/^call: ResourceNotFoundException:/.test(error.message)) return [];
    throw error;
  }
}

function* pages(call, operation, input) {
  const items = [];
  let from;
  do {
    const { Items, LastEvaluatedKey } = yield call(operation, from ? { ...input, ExclusiveStartKey: from } : input);
    items.push(...Items);
    from = input.Limit === undefined ? LastEvaluatedKey : undefined;
  } while (from);
  return items;
}
