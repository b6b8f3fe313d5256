/**
 * Reads the body of a request.
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {number} limit the most bytes to read
 * @returns {Promise<Uint8Array | undefined>} `undefined` as soon as there are more
 */
export function readBody(request, limit) {
  if (Number(request.headers["content-length"]) > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks = [];
    let length = 0;
    request.on("error", reject);
    request.on("data", (chunk) => {
      length += chunk.length;
      if (length <= limit) return chunks.push(chunk);
      chunks.length = 0;
      return resolve(undefined);
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
  });
}
