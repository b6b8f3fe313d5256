const latin1 = new TextDecoder("latin1");

const REQUEST_ID_LENGTH = 52;

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
    const found = this.#engine.handle(route, body.length, now) >>> 2;
    this.#look();
    const words = this.#words;
    const headers = readHeaders(this.#text(words[found + 2], words[found + 3]), words[found + 1]);
    const response = { statusCode: words[found], headers, body: this.#copy(words[found + 4], words[found + 5]) };
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
    const { buffer } = this.#memory;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer);
  }

  #text(at, length) {
    return latin1.decode(this.#bytes.subarray(at, at + length));
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

/** @param {string} text the request id, the content type, a line end, and the other headers as `name:value` lines */
function readHeaders(text, checksum) {
  let end = text.indexOf("\n", REQUEST_ID_LENGTH);
  const headers = { "x-amzn-requestid": text.slice(0, REQUEST_ID_LENGTH), "x-amz-crc32": String(checksum) };
  if (end > REQUEST_ID_LENGTH) headers["content-type"] = text.slice(REQUEST_ID_LENGTH, end);
  while (end + 1 < text.length) {
    const start = end + 1;
    const colon = text.indexOf(":", start);
    end = text.indexOf("\n", colon);
    headers[text.slice(start, colon)] = text.slice(colon + 1, end);
  }
  return headers;
}
