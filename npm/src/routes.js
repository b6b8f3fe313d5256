/** The headers that the engine reads; no other crosses. By the first one the latest heads are found. */
const READ = [
  "x-amz-target",
  "authorization",
  "content-type",
  "x-amz-date",
  "date",
  "origin",
  "access-control-request-headers",
  "access-control-request-method",
];

/** What a body was signed as that came compressed. No HTTP header has such a name. */
export const SENT_HASH = "sent sha256";

/** What else tells who asks, where access keys are configured. */
const TOKEN = ["x-amz-security-token", SENT_HASH];

/** Heads with real signatures all differ: after so many the engine forgets them. */
const MOST = 1000;

const AUTHORIZATION = READ.indexOf("authorization");
const DATES = [READ.indexOf("x-amz-date"), READ.indexOf("date")];

/**
 * The heads that the engine has read, by the numbers it gave them. A client repeats its heads but for time and signature, so the
 * latest one of each operation is compared with, member by member, which is cheaper than to read it again.
 */
export class Routes {
  #ask;
  #latest = new Map();
  #count = 0;
  #verify;

  /**
   * @param {(call: (engine: object) => any) => any} ask calls the engine and tells a trap from other exceptions
   * @param {boolean} verify whether signatures may have to be verified: then each head is one of its own
   */
  constructor(ask, verify) {
    this.#ask = ask;
    this.#verify = verify;
  }

  /**
   * The number of a head.
   *
   * @param {string} method
   * @param {string} uri path and query
   * @param {(name: string) => string | null | undefined} header looks a header up by its name in lower case
   */
  find(method, uri, header) {
    if (this.#verify) return this.#readSigned(method, uri, header);
    const known = this.#latest.get(header(READ[0]));
    return known && leadsThere(known, method, uri, header) ? known.number : this.#read(method, uri, header);
  }

  /** A head that is one of its own, with all its headers. */
  static write(method, uri, headers) {
    return writeHead(method, uri, Object.keys(headers).map((name) => name.toLowerCase()), Object.values(headers));
  }

  #read(method, uri, header) {
    if (this.#count >= MOST) this.#forget();
    const values = READ.map(header);
    const head = writeHead(method, uri, READ, values);
    const number = this.#ask((engine) => engine.route(head));
    this.#latest.set(values[0], { method, uri, matches: values.map(matcher), number });
    this.#count += 1;
    return number;
  }

  /** Reads a head with all that is signed in it, and forgets the one before. */
  #readSigned(method, uri, header) {
    const names = namesOf(uri, header);
    const head = writeHead(method, uri, names, names.map(header));
    this.#forget();
    return this.#ask((engine) => engine.route(head));
  }

  #forget() {
    this.#ask((engine) => engine.forget_routes());
    this.#latest.clear();
    this.#count = 0;
  }
}

/**
 * The headers of a request that the engine reads, for where a request is sent on.
 *
 * @param {boolean} verify whether its signature may have to be verified
 * @returns {Record<string, string>}
 */
export function readHeaders(uri, header, verify) {
  const pairs = (verify ? namesOf(uri, header) : READ).map((name) => [name, header(name)]);
  return Object.fromEntries(pairs.filter(([, value]) => value != null).map(([name, value]) => [name, String(value)]));
}

/** What is read where signatures are verified: with all that is signed. */
function namesOf(uri, header) {
  const [, signed] = /SignedHeaders=([^,&\s]+)/.exec(`${header("authorization") ?? ""} ${uri}`) ?? [];
  return [...new Set([...READ, ...TOKEN, ...(signed ? decodeNames(signed).split(";") : [])])];
}

/** Names as the query of a presigned request holds them. */
function decodeNames(text) {
  return text.replaceAll(/%3b/gi, ";").toLowerCase();
}

/** Whether a head is, in all that the engine reads of it, the one that `known` tells of. */
function leadsThere(known, method, uri, header) {
  if (known.method !== method || known.uri !== uri) return false;
  for (let index = 1; index < READ.length; index += 1) {
    if (!known.matches[index](header(READ[index]))) return false;
  }
  return true;
}

/** A head as `src/wasm/head.rs` reads it: a line for each part, whatever is in it. */
function writeHead(method, uri, names, values) {
  const lines = names.map((name, index) => `${name}:${values[index]}`).filter((_, index) => values[index] != null);
  return [method, uri, ...lines].map((part) => String(part).replaceAll("\n", " ")).join("\n");
}

/** Says of another value of the same header whether it leads to the same route. */
function matcher(value, index) {
  if (index === AUTHORIZATION && value != null) return authorizationMatcher(value);
  if (DATES.includes(index)) return (other) => (other == null) === (value == null);
  return (other) => other === value;
}

/** Whatever a signature is, it is one: what counts is all that comes before its digits. */
function authorizationMatcher(value) {
  const [, beforeSignature] = /^(.*, ?Signature=)[0-9a-f]{64}$/.exec(value) ?? [];
  if (!beforeSignature) return (other) => other === value;
  return (other) => other?.length === value.length && other.startsWith(beforeSignature);
}
