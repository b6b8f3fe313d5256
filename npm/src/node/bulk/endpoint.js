import { setTimeout as sleep } from "node:timers/promises";

import { signed } from "./signature.js";

const PASSING = ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "InternalServerError", "ServiceUnavailableException"];

/** How often a request is tried again that fails for a while, and how long is waited before the first and the last time. */
const ATTEMPTS = 10;
const PAUSE = { first: 50, last: 5000 };

/** DynamoDB at an address. */
export class Endpoint {
  #place;

  /** @param {{ url: URL, region: string, credentials: { accessKeyId: string, secretAccessKey: string, sessionToken?: string } }} place */
  constructor(place) {
    this.#place = place;
  }

  /**
   * Calls an operation.
   *
   * @returns {Promise<any>} its output
   * @throws {Error} whose name and message are those of DynamoDB
   */
  async call(operation, input) {
    const body = JSON.stringify(input);
    for (let attempt = 1; ; attempt += 1) {
      const { status, output } = await this.#send(operation, body);
      if (status === 200) return output;
      const { __type = "", message, Message } = output;
      const name = __type.split("#").at(-1) || `Status${status}`;
      if (attempt >= ATTEMPTS || !PASSING.includes(name)) throw Object.assign(new Error(message ?? Message ?? name), { name });
      await pause(attempt);
    }
  }

  async #send(operation, body) {
    const { url, region, credentials } = this.#place;
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `DynamoDB_20120810.${operation}` };
    const request = { method: "POST", headers: signed({ url, headers, body, region, credentials, time: new Date() }), body };
    const response = await fetch(url, request).catch((error) => {
      throw new Error(`${url.origin} cannot be reached (${error.cause?.code || error.cause?.message || error.message}): start a server with \`dynatab\`, or name another with --endpoint`);
    });
    const text = await response.text();
    return { status: response.status, output: parse(text) };
  }
}

/** Longer each time, and not at the same moments as others. */
export function pause(attempt) {
  return sleep(Math.min(PAUSE.first * 2 ** (attempt - 1), PAUSE.last) * (0.5 + Math.random() / 2));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.slice(0, 200) };
  }
}
