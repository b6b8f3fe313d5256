const decoder = new TextDecoder();

/** Small bodies share a chunk: an `ArrayBuffer` of its own costs more than copying a body does. */
const CHUNK_BYTES = 32768;
const SMALL_BYTES = 4096;

/** The least room for a request's body in WebAssembly's memory, and the most that is kept once it was read. */
const LEAST_ROOM = 4096;
const MOST_ROOM = 1 << 20;

let chunk = new Uint8Array(CHUNK_BYTES);
let used = 0;

/**
 * Requests and responses of one engine, handed over in WebAssembly's memory. The other side is `src/wasm/exchange.rs`.
 */
export class Exchange {
  #engine;
  #memory;
  #bytes = new Uint8Array();
  #words;
  /** Where the bodies of requests are written, and how long one may be. */
  #start = 0;
  #room = 0;
  /** The headers of the latest response, and which generation of those that the engine tells they are. */
  #headers = {};
  #generation = 0;

  /**
   * @param {object} engine the exported class of `src/wasm/engine.rs`
   * @param {WebAssembly.Memory} memory
   */
  constructor(engine, memory) {
    this.#engine = engine;
    this.#memory = memory;
  }

  /**
   * @param {number} route what the engine calls the head of the request
   * @param {Uint8Array} body
   * @param {number} now milliseconds since 1970
   * @returns {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }}
   */
  call(route, body, now) {
    if (body.length > this.#room) this.#reserve(body.length);
    this.#look();
    // Of a body that was given away, to a worker for example, nothing is left that could be copied.
    if (body.length > 0) this.#bytes.set(body, this.#start);
    return this.#answer(this.#engine.handle(route, body.length, now) >>> 2);
  }

  /**
   * The same for a head that is one of its own.
   *
   * @param {string} head as `src/wasm/head.rs` reads it
   */
  callOnce(head, body, now) {
    if (body.length > this.#room) this.#reserve(body.length);
    this.#look();
    if (body.length > 0) this.#bytes.set(body, this.#start);
    return this.#answer(this.#engine.handle_once(head, body.length, now) >>> 2);
  }

  #answer(found) {
    this.#look();
    const words = this.#words;
    if (words[found + 3] !== this.#generation) this.#readHeaders(words[found + 3], words[found + 4], words[found + 5]);
    const headers = { ...this.#headers };
    if (words[found + 2] !== 0) {
      headers["x-amzn-requestid"] = requestId(this.#bytes, words[found + 2]);
      headers["x-amz-crc32"] = String(words[found + 1]);
    } else {
      delete headers["x-amzn-requestid"];
      delete headers["x-amz-crc32"];
    }
    const response = { statusCode: words[found], headers, body: this.#copy(words[found + 6], words[found + 7]) };
    if (this.#room > MOST_ROOM) this.#reserve(LEAST_ROOM);
    return response;
  }

  #reserve(length) {
    this.#room = Math.max(length, LEAST_ROOM);
    this.#start = this.#engine.reserve(this.#room) >>> 0;
  }

  /** Memory that has grown is a new buffer, and views of the old one are empty. */
  #look() {
    if (this.#bytes.length > 0) return;
    this.#engine.keep_ahead();
    const { buffer } = this.#memory;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer);
  }

  /** Responses repeat all their headers but two, which get their places here and their values with each response. */
  #readHeaders(generation, at, length) {
    const lines = decoder.decode(this.#bytes.subarray(at, at + length)).split("\n").slice(0, -1);
    const told = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]);
    this.#headers = { "x-amzn-requestid": "", "x-amz-crc32": "", ...Object.fromEntries(told) };
    this.#generation = generation;
  }

  #copy(at, length) {
    if (length > SMALL_BYTES) return this.#bytes.slice(at, at + length);
    // A caller may have given the chunk away, to a worker for example: nothing is left of it then.
    if (used + length > chunk.length) {
      chunk = new Uint8Array(CHUNK_BYTES);
      used = 0;
    }
    const copy = new Uint8Array(chunk.buffer, used, length);
    copy.set(this.#bytes.subarray(at, at + length));
    used += length;
    return copy;
  }
}

/** The 52 characters of a request id, spelled out: a decoder costs twice as much, and three times when it was not just used. */
function requestId(b, a) {
  return String.fromCharCode(
    b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7], b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12],
    b[a + 13], b[a + 14], b[a + 15], b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23], b[a + 24], b[a + 25],
    b[a + 26], b[a + 27], b[a + 28], b[a + 29], b[a + 30], b[a + 31], b[a + 32], b[a + 33], b[a + 34], b[a + 35], b[a + 36], b[a + 37], b[a + 38],
    b[a + 39], b[a + 40], b[a + 41], b[a + 42], b[a + 43], b[a + 44], b[a + 45], b[a + 46], b[a + 47], b[a + 48], b[a + 49], b[a + 50], b[a + 51],
  );
}
