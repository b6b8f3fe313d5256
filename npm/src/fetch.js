import { collect, decode, encode, sentHash } from "./content-coding.js";
import { MAX_OBJECT_BYTES, MAX_REQUEST_BYTES } from "./limits.js";
import { SENT_HASH } from "./routes.js";

const NO_BODY = new Uint8Array();

/**
 * Answers a `Request` as DynamoDB's endpoint would, compressed bodies and preflights included.
 *
 * @param {import("./boundary.js").Boundary} boundary
 * @param {import("./passage.js").Passage} passage
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function answer(boundary, passage, request) {
  const { headers, signal } = request;
  signal.throwIfAborted();
  if (!headers.has("x-amz-target")) return answerRest(boundary, passage, request);
  const sent = await collectBody(request, MAX_REQUEST_BYTES);
  const coding = sent && headers.get("content-encoding");
  const body = coding ? await decode(sent, coding, MAX_REQUEST_BYTES) : sent;
  if (!body) return new Response(null, { status: 413 });
  const { pathname, search, host } = new URL(request.url);
  // A `Request` has no `host` of its own where the platform forbids to set one.
  const others = { host, [SENT_HASH]: coding ? await sentHash(sent) : undefined };
  const header = (name) => (name === SENT_HASH ? others[name] : (headers.get(name) ?? others[name] ?? null));
  const handle = (some) => boundary.handle(request.method, pathname + search, header, some);
  const answered = passage.some ? await passage.pass(header, body, signal, handle) : await handle(body);
  const response = await encode(answered, headers.get("accept-encoding"));
  return new Response(response.body, { status: response.statusCode, headers: response.headers });
}

/** A request for another service: all its headers count, and what its body is coded in is the service's to know. */
async function answerRest(boundary, passage, request) {
  const { pathname, search, host } = new URL(request.url);
  const body = await collectBody(request, MAX_OBJECT_BYTES);
  if (!body) return new Response(null, { status: 413 });
  const headers = { host, ...Object.fromEntries(request.headers) };
  const response = await passage.log((name) => headers[name], () => boundary.handleOnce(request.method, pathname + search, headers, body));
  const has = request.method !== "HEAD" && ![204, 304].includes(response.statusCode);
  return new Response(has ? response.body : null, { status: response.statusCode, headers: response.headers });
}

/** Firefox has no `Request.prototype.body`: there a body that is too large is read whole before it is refused. */
async function collectBody(request, limit) {
  if (request.body === null) return NO_BODY;
  const body = request.body ? await collect(request.body, limit) : new Uint8Array(await request.arrayBuffer());
  // To a service worker, the body of a request that is given up ends where it is.
  request.signal.throwIfAborted();
  return body?.length > limit ? undefined : body;
}
