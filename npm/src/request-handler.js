import { aborted } from "./aborted.js";
import { MAX_REQUEST_BYTES } from "./limits.js";

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
    const body = bytes(request.body);
    if (body.length > MAX_REQUEST_BYTES) return { response: { statusCode: 413, headers: {}, body: NO_BODY } };
    const header = (name) => headers[name];
    const answer = (some) => this.#boundary.handle(method, uri(request), header, some);
    if (!this.#passage.some) return { response: answer(body) };
    return { response: await this.#passage.pass(header, body, abortSignal, answer) };
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
