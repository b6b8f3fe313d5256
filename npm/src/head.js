/** The headers that the engine reads; no other crosses. */
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

/**
 * The head of a request as `src/wasm/head.rs` reads it.
 *
 * @param {string} method
 * @param {string} uri path and query
 * @param {(name: string) => string | null | undefined} header looks a header up by its name in lower case
 */
export function writeHead(method, uri, header) {
  let head = `${method}\n${uri}`;
  for (const name of READ) {
    const value = header(name);
    if (value != null) head += `\n${name}:${value}`;
  }
  return head;
}
