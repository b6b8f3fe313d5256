import { collect } from "./content-coding.js";

const encoder = new TextEncoder();
const NO_BODY = new Uint8Array();

/**
 * The bytes of a body in any of the forms that clients of REST services give it: text, bytes, a blob, a stream of the web or of Node.
 *
 * @param {unknown} body
 * @param {number} limit the most bytes to read of a stream
 * @returns {Promise<Uint8Array | undefined>} `undefined` when there are more
 */
export async function readRestBody(body, limit) {
  if (body === undefined || body === null) return NO_BODY;
  if (typeof body === "string") return encoder.encode(body);
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (typeof body.getReader === "function") return collect(body, limit);
  if (typeof body.arrayBuffer === "function") return new Uint8Array(await body.arrayBuffer());
  if (typeof body[Symbol.asyncIterator] === "function") return collect(streamFrom(body), limit);
  throw new TypeError("dynatab: a request body must be a string, bytes, a blob or a stream");
}

/** `ReadableStream.from`, which not every browser has. Text in a stream of Node becomes bytes. */
function streamFrom(iterable) {
  const iterator = iterable[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    cancel: () => iterator.return?.(),
  });
}
