import { aborted } from "./aborted.js";
import { MAX_OBJECT_BYTES, MAX_REQUEST_BYTES } from "./limits.js";
import { readRestBody } from "./rest-body.js";

const encoder = new TextEncoder();
const NO_BODY = new Uint8Array();

/** The transport of an AWS SDK client: `requestHandler` in its configuration. It opens no connection. */
export class RequestHandler {
  metadata = { handlerProtocol: "dynatab" };
  #boundary;
  #passage;

  constructor(boundary, passage) {
    this.#boundary = boundary;
    this.#passage = passage;
  }

  async handle(request, { abortSignal } = {}) {
    if (abortSignal?.aborted) throw aborted();
    const { method, headers } = request;
    if (typeof headers !== "object" || headers === null) throw new TypeError("dynatab: a request has a method and an object of headers");
    if (headers["x-amz-target"] === undefined) return this.#stream(await this.handleRest(request, abortSignal));
    const body = bytes(request.body);
    if (body.length > MAX_REQUEST_BYTES) return { response: { statusCode: 413, headers: {}, body: NO_BODY } };
    const header = (name) => headers[name];
    const answer = (some) => this.#boundary.handle(method, uri(request), header, some);
    if (!this.#passage.some) return { response: await answer(body) };
    return { response: await this.#passage.pass(header, body, abortSignal, answer) };
  }

  /**
   * Answers a request that names no operation of DynamoDB, with bytes.
   *
   * @returns {Promise<{ statusCode: number, headers: Record<string, string>, body: Uint8Array }>}
   */
  async handleRest(request, abortSignal) {
    const body = await readRestBody(request.body, MAX_OBJECT_BYTES);
    if (abortSignal?.aborted) throw aborted();
    if (!body || body.length > MAX_OBJECT_BYTES) return { statusCode: 413, headers: {}, body: NO_BODY };
    const { method, headers } = request;
    return this.#passage.log((name) => headers[name], () => this.#boundary.handleOnce(method, signedUri(request), headers, body));
  }

  /** Clients of Amazon S3 want a stream. */
  #stream(response) {
    if (response.headers["x-amz-request-id"] === undefined) return { response };
    return { response: { ...response, body: this.#boundary.streamOf(response.body) } };
  }

  destroy() {}

  updateHttpClientConfig() {}

  httpHandlerConfigs() {
    return {};
  }
}

function uri({ path = "/", query }) {
  const parameters = isEmpty(query) ? "" : new URLSearchParams(query).toString();
  return parameters ? `${path}?${parameters}` : path;
}

/** A query as signatures encode it. A parameter that occurs more than once has a list of values. */
function signedUri({ path = "/", query }) {
  const values = (value) => (Array.isArray(value) ? value : [value ?? ""]);
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => values(value).map((one) => `${encode(name)}=${encode(one)}`));
  return pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
}

function encode(text) {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The SDK sends a query with every request, hardly ever with anything in it: to ask is cheaper than to write nothing. */
function isEmpty(query) {
  for (const _ in query) return false;
  return true;
}

function bytes(body) {
  if (body instanceof Uint8Array) return body;
  if (body === undefined || body === null) return NO_BODY;
  if (typeof body === "string") return encoder.encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError("dynatab: a request body must be a string or bytes");
}
