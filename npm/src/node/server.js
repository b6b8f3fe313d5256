import { createServer } from "node:http";

import { decode, encode, sentHash, wantsGzip } from "../content-coding.js";
import { MAX_OBJECT_BYTES, MAX_REQUEST_BYTES } from "../limits.js";
import { SENT_HASH } from "../routes.js";
import { Control, CONTROL_PATH } from "./control.js";
import { Playground } from "./playground.js";
import { readBody } from "./request-body.js";

/** How long a stopping server waits for answers that are under way. */
const GRACE_MILLISECONDS = 3000;

/** An HTTP server that answers as DynamoDB's endpoint does, with one emulator behind it. */
export class Server {
  #control;
  #emulator;
  #playground;
  #server;

  /**
   * @param {import("../emulator.js").Emulator} emulator
   * @param {{ control?: boolean }} options whether controls can be reached
   */
  constructor(emulator, { control = false } = {}) {
    this.#emulator = emulator;
    this.#control = control ? new Control(emulator) : undefined;
    this.#playground = new Playground(emulator.region);
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      this.#serve(request, response).catch((error) => fail(response, error));
    });
    // Who has nothing more to say still wants to hear the answer, which takes a while for a compressed body.
    this.#server.httpAllowHalfOpen = true;
  }

  /**
   * @param {{ port: number, host: string }} where port 0 lets the system choose
   * @returns {Promise<import("node:net").AddressInfo>}
   */
  listen({ port, host }) {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ port, host }, () => {
        this.#server.off("error", reject);
        resolve(this.#server.address());
      });
    });
  }

  /** Stops accepting, lets answers that are under way end, and cuts what takes longer than the grace period. */
  close() {
    const cut = setTimeout(() => this.#server.closeAllConnections(), GRACE_MILLISECONDS);
    return new Promise((resolve) => {
      this.#server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
  }

  async #serve(request, response) {
    let { headers } = request;
    // A client of DynamoDB names its operation, one of another service signs.
    const isClient = headers["x-amz-target"] !== undefined || headers.authorization !== undefined;
    const page = isClient ? undefined : await this.#playground.answer(request);
    if (page) return send(response, page);
    const controls = this.#control && request.url.startsWith(CONTROL_PATH);
    if (headers["x-amz-target"] === undefined && !controls) return this.#serveRest(request, response);
    let body = await readBody(request, MAX_REQUEST_BYTES);
    if (body && headers["content-encoding"]) {
      headers = { ...headers, [SENT_HASH]: await sentHash(body) };
      body = await decode(body, headers["content-encoding"], MAX_REQUEST_BYTES);
    }
    if (!body) return tooLarge(request, response);
    const call = { method: request.method, path: request.url, headers, body };
    // A client that would keep its connection would hold up a server that is to stop.
    if (!this.#server.listening) response.setHeader("connection", "close");
    if (controls) return send(response, await this.#control.answer(call));
    const { response: answer } = await this.#emulator.requestHandler.handle(call);
    send(response, wantsGzip(answer, headers["accept-encoding"]) ? await encode(answer, headers["accept-encoding"]) : answer);
  }

  /** A request for another service: what its body is coded in is the service's to know. */
  async #serveRest(request, response) {
    const body = await readBody(request, MAX_OBJECT_BYTES);
    if (!body) return tooLarge(request, response);
    const call = { method: request.method, path: request.url, headers: request.headers, body };
    if (!this.#server.listening) response.setHeader("connection", "close");
    send(response, await this.#emulator.requestHandler.handleRest(call));
  }
}

function send(response, { statusCode, headers, body }) {
  // What HEAD is answered with tells a length of its own; what has no body tells none.
  if (![204, 304].includes(statusCode)) headers["content-length"] ??= body.length;
  response.writeHead(statusCode, headers);
  response.end(body);
}

/**
 * Answers at once but ends only after what still arrives has been discarded: Node would close the connection under a client
 * that writes everything before it reads.
 */
function tooLarge(request, response) {
  response.writeHead(413, { connection: "close", "content-length": 0 });
  response.flushHeaders();
  if (request.complete) return response.end();
  return request.resume().once("close", () => response.end());
}

/** What goes wrong here is a lost client, on purpose or not, or a lost engine; the client of the latter is told as AWS tells its own faults. */
function fail(response, error) {
  if (response.headersSent || response.destroyed || error.code === "ECONNRESET") return response.destroy();
  const body = JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: error.message });
  send(response, { statusCode: 500, headers: { "content-type": "application/x-amz-json-1.0" }, body: Buffer.from(body) });
}
