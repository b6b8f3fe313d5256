const latin1 = new TextDecoder("latin1");

/**
 * Reads a response as `src/wasm/envelope.rs` writes it. The body is a view, not a copy.
 *
 * @param {Uint8Array} bytes
 * @returns {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }}
 */
export function readEnvelope(bytes) {
  const bodyStart = 4 + (bytes[2] | (bytes[3] << 8));
  return {
    statusCode: bytes[0] | (bytes[1] << 8),
    headers: readHeaders(latin1.decode(bytes.subarray(4, bodyStart))),
    body: bytes.subarray(bodyStart),
  };
}

function readHeaders(text) {
  const headers = {};
  for (let start = 0; start < text.length; ) {
    const colon = text.indexOf(":", start);
    const end = text.indexOf("\n", colon);
    headers[text.slice(start, colon)] = text.slice(colon + 1, end);
    start = end + 1;
  }
  return headers;
}
