import { isSameKeyValue } from "./key.js";
import { isPlainObject } from "./options.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The member of a batch's output that holds what was not done. */
const UNPROCESSED = { BatchWriteItem: "UnprocessedItems", BatchGetItem: "UnprocessedKeys" };

/** What a request is about: tables, and the keys or items that it names. A request that cannot be read is about nothing. */
export class Touched {
  #body;
  #input;

  /** @param {Uint8Array} body */
  constructor(body) {
    this.#body = body;
    this.#input = parse(body);
  }

  static isBatch(operation) {
    return Object.hasOwn(UNPROCESSED, operation);
  }

  /**
   * Whether anything of the request is of this table and has this key.
   *
   * @param {string | undefined} table any, without one
   * @param {object | undefined} key any, without one
   */
  concerns(table, key) {
    if (table === undefined && key === undefined) return true;
    return entriesOf(this.#input).some((entry) => matches(entry, table, key));
  }

  /**
   * Splits a batch in two: what is done, and what is left.
   *
   * @param {number | true} count how many entries that match are left at most; `true` for all
   * @returns {{ rest: Uint8Array | undefined, left: object }} `rest` is a request for what is done, if anything is
   */
  split(count, table, key) {
    const [done, left] = [{}, {}];
    let room = count === true ? Infinity : count;
    for (const [name, requests] of entries(this.#input.RequestItems)) {
      const wrap = Array.isArray(requests) ? (some) => some : (some) => ({ ...requests, Keys: some });
      const list = requestsOf(requests);
      const stays = list.map((request) => room > 0 && matches(entryOf(name, request), table, key) && (room -= 1) >= 0);
      const part = (which) => list.filter((_, index) => stays[index] === which);
      // What holds no requests is for the service to refuse.
      if (list.length === 0) done[name] = requests;
      for (const [target, some] of [[done, part(false)], [left, part(true)]]) if (some.length > 0) target[name] = wrap(some);
    }
    if (Object.keys(left).length === 0) return { rest: this.#body, left };
    const rest = Object.keys(done).length > 0 ? encoder.encode(JSON.stringify({ ...this.#input, RequestItems: done })) : undefined;
    return { rest, left };
  }
}

/**
 * The output of a batch of which something was left.
 *
 * @param {string} operation
 * @param {Uint8Array | undefined} body the output for what was done
 * @param {object} left
 * @returns {Uint8Array}
 */
export function withUnprocessed(operation, body, left) {
  const output = body ? JSON.parse(decoder.decode(body)) : operation === "BatchGetItem" ? { Responses: {} } : {};
  const member = UNPROCESSED[operation];
  const all = { ...output[member] };
  for (const [table, requests] of Object.entries(left)) all[table] = joined(all[table], requests);
  return encoder.encode(JSON.stringify({ ...output, [member]: all }));
}

function joined(some, more) {
  if (some === undefined) return more;
  return Array.isArray(some) ? [...some, ...more] : { ...some, Keys: [...some.Keys, ...more.Keys] };
}

function parse(body) {
  try {
    const input = JSON.parse(decoder.decode(body));
    return isPlainObject(input) ? input : {};
  } catch {
    return {};
  }
}

/** Tables with keys or items, wherever an operation has them. Nothing says that a request is one that the service would take. */
function entriesOf({ TableName, Key, Item, RequestItems, TransactItems, Statement, Statements, TransactStatements }) {
  const single = typeof TableName === "string" ? [{ table: TableName, key: Key ?? Item }] : [];
  const batch = entries(RequestItems).flatMap(([table, requests]) => requestsOf(requests).map((request) => entryOf(table, request)));
  const actions = list(TransactItems).flatMap((action) => Object.values(action ?? {}));
  const transaction = actions.map((action) => ({ table: action?.TableName, key: action?.Key ?? action?.Item }));
  const statements = [Statement, ...[...list(Statements), ...list(TransactStatements)].map((statement) => statement?.Statement)];
  const texts = statements.filter((statement) => typeof statement === "string");
  return [...single, ...batch, ...transaction, ...texts.map((text) => ({ table: tableOf(text) }))];
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

function entries(value) {
  return isPlainObject(value) ? Object.entries(value) : [];
}

/** The requests of one table in a batch: writes, or keys. */
function requestsOf(requests) {
  return Array.isArray(requests) ? requests : list(requests?.Keys);
}

function entryOf(table, request) {
  return { table, key: request?.PutRequest?.Item ?? request?.DeleteRequest?.Key ?? request };
}

/** The table of a PartiQL statement, which an index may follow behind a dot; the key of its item is known to the engine alone. */
function tableOf(statement) {
  const [, quoted, plain] = /\b(?:from|into|update)\s+(?:"([^"]+)"|(\w+))/i.exec(statement) ?? [];
  return quoted ?? plain;
}

function matches({ table, key: found }, wanted, key) {
  if (wanted !== undefined && (typeof table !== "string" || table.replace(/^arn:.*:table\//, "") !== wanted)) return false;
  return key === undefined || Object.entries(key).every(([name, value]) => isSameKeyValue(value, found?.[name]));
}
