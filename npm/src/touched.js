import { isPlainObject } from "./options.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The member of a batch's output that holds what was not done. */
const UNPROCESSED = { BatchWriteItem: "UnprocessedItems", BatchGetItem: "UnprocessedKeys" };

/** What a request is about: tables, and the keys or items that it names. A request that cannot be read is about nothing. */
export class Touched {
  #input;

  /** @param {Uint8Array} body */
  constructor(body) {
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
    for (const [name, requests] of Object.entries(this.#input.RequestItems ?? {})) {
      const [list, wrap] = Array.isArray(requests) ? [requests, (some) => some] : [requests?.Keys ?? [], (some) => ({ ...requests, Keys: some })];
      const stays = list.map((request) => room > 0 && matches(entryOf(name, request), table, key) && (room -= 1) >= 0);
      const part = (which) => list.filter((_, index) => stays[index] === which);
      for (const [target, some] of [[done, part(false)], [left, part(true)]]) if (some.length > 0) target[name] = wrap(some);
    }
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

/** Tables with keys or items, wherever an operation has them. */
function entriesOf({ TableName, Key, Item, RequestItems = {}, TransactItems = [], Statement, Statements = [], TransactStatements = [] }) {
  const entries = [];
  if (typeof TableName === "string") entries.push({ table: TableName, key: Key ?? Item });
  for (const [table, requests] of Object.entries(RequestItems ?? {})) {
    for (const request of Array.isArray(requests) ? requests : (requests?.Keys ?? [])) entries.push(entryOf(table, request));
  }
  for (const action of Array.isArray(TransactItems) ? TransactItems : []) {
    for (const part of Object.values(action ?? {})) entries.push({ table: part?.TableName, key: part?.Key ?? part?.Item });
  }
  const statements = [Statement, ...[Statements, TransactStatements].flat().map((statement) => statement?.Statement)];
  for (const text of statements) if (typeof text === "string") entries.push({ table: tableOf(text) });
  return entries;
}

function entryOf(table, request) {
  return { table, key: request?.PutRequest?.Item ?? request?.DeleteRequest?.Key ?? request };
}

/** The table of a PartiQL statement; the key of its item is known to the engine alone. */
function tableOf(statement) {
  const [, quoted, plain] = /\b(?:from|into|update)\s+(?:"([^"]+)"|([\w.-]+))/i.exec(statement) ?? [];
  return quoted ?? plain;
}

function matches({ table, key: found }, wanted, key) {
  if (wanted !== undefined && table?.replace(/^arn:.*:table\//, "") !== wanted) return false;
  return key === undefined || Object.entries(key).every(([name, value]) => found?.[name] !== undefined && equal(found[name], value));
}

function equal(left, right) {
  const [[type, value]] = Object.entries(left);
  return right[type] !== undefined && (type === "N" ? Number(value) === Number(right.N) : value === text(right[type]));
}

/** Bytes are base64 in requests. */
function text(value) {
  return value instanceof Uint8Array ? btoa(String.fromCharCode(...value)) : value;
}
