import { crc32 } from "./crc32.js";

/** Clients apply one coding. Of a long chain each link could cost as much as the largest body. */
const MOST_CODINGS = 4;

/** Smaller bodies are sent as they are: the headers of gzip would eat what it saves. */
const WORTHWHILE = 1024;

/**
 * Undoes `content-encoding`. A body that is not what its header says, or coded in too many ways, comes back as it is, for the engine to
 * refuse.
 *
 * @param {Uint8Array} body
 * @param {string | null | undefined} header for example `gzip`
 * @param {number} limit the most bytes that may come out
 * @returns {Promise<Uint8Array | undefined>} `undefined` when there would be more
 */
export async function decode(body, header, limit) {
  const chain = formats(header);
  if (chain.length > MOST_CODINGS) return body;
  let decoded = body;
  try {
    for (const format of chain.reverse()) {
      decoded = await collect(transform(decoded, new DecompressionStream(format)), limit);
      if (!decoded) return undefined;
    }
  } catch {
    return body;
  }
  return decoded;
}

/**
 * The hash of a body as it was sent, which is what its signature covers.
 *
 * @param {Uint8Array} body
 * @returns {Promise<string | undefined>} 64 digits; `undefined` where the platform has no WebCrypto, as on pages that are not secure
 */
export async function sentHash(body) {
  const digest = await globalThis.crypto?.subtle?.digest("SHA-256", body);
  return digest && Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Compresses a response for a client whose `accept-encoding` names gzip. As in AWS the checksum covers the compressed bytes.
 *
 * @param {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }} response
 * @param {string | null | undefined} acceptEncoding
 */
export async function encode(response, acceptEncoding) {
  if (!wantsGzip(response, acceptEncoding)) return response;
  const body = await collect(transform(response.body, new CompressionStream("gzip")), Infinity);
  const headers = { ...response.headers, "content-encoding": "gzip", "x-amz-crc32": String(crc32(body)) };
  return { ...response, headers, body };
}

/** Whether `encode` would compress. */
export function wantsGzip(response, acceptEncoding) {
  return acceptEncoding != null && response.body.length >= WORTHWHILE && /\b(?:x-)?gzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/i.test(acceptEncoding);
}

/**
 * Reads a stream to its end.
 *
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} limit the most bytes to read
 * @returns {Promise<Uint8Array | undefined>} `undefined` when there are more
 * @throws {TypeError} for a stream of something else than bytes
 */
export async function collect(stream, limit) {
  const chunks = [];
  let length = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (!ArrayBuffer.isView(part.value)) throw new TypeError("dynatab: the stream of a body holds something else than bytes");
    length += part.value.length;
    if (length > limit) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(part.value);
  }
  return concatenate(chunks, length);
}

function concatenate(chunks, length) {
  if (chunks.length === 1) return chunks[0];
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function transform(bytes, stream) {
  return new Blob([bytes]).stream().pipeThrough(stream);
}

function formats(header) {
  const names = (header ?? "").toLowerCase().split(",").map((name) => name.trim());
  return names.filter((name) => /^(x-)?gzip$|^deflate$/.test(name)).map((name) => name.replace("x-", ""));
}
