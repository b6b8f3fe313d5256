// The faces of dynatab that answer requests in Node.

import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";

import { createEmulator } from "dynatab";

import { Server } from "../../../npm/src/node/server.js";
import { controls, SETTINGS } from "./controls.js";

const HOST = "127.0.0.1";

/**
 * @typedef {object} Face
 * @property {string} name
 * @property {(call: { method: string, uri: string, headers: Record<string, string>, body: Buffer }) => Promise<Answer>} send
 * @property {(name: string, input: object) => any} control calls a method of the emulator
 * @property {(milliseconds: number) => void | Promise<void>} advance moves the clock
 * @property {() => void | Promise<void>} reset forgets all tables; the clock stands at the beginning again
 * @property {() => Promise<void>} close
 *
 * @typedef {{ status: number, header: (name: string) => string | null, body: string }} Answer
 */

/** The package's own `fetch`. @returns {Promise<Face>} */
export async function inProcess(options) {
  const emulator = await createEmulator({ ...SETTINGS, ...options });
  return {
    name: "in process",
    ...controls(emulator),
    close: () => emulator.close(),
    async send({ method, uri, headers, body }) {
      const call = new Request(`http://localhost${uri}`, { method, headers, body: body.length ? body : undefined });
      const response = await emulator.fetch(call);
      return { status: response.status, header: (name) => response.headers.get(name), body: await response.text() };
    },
  };
}

/** A server on a free port. @returns {Promise<Face>} */
export async function overHttp(options) {
  const emulator = await createEmulator({ ...SETTINGS, ...options });
  const server = new Server(emulator);
  const { port } = await server.listen({ host: HOST, port: 0 });
  const agent = new Agent({ keepAlive: true });
  return {
    name: "over HTTP",
    ...controls(emulator),
    async close() {
      agent.destroy();
      await server.close();
      await emulator.close();
    },
    async send({ method, uri, headers, body }) {
      const response = await exchange({ host: HOST, port, agent, method, path: uri, headers }, body);
      const text = (await buffer(response)).toString();
      return { status: response.statusCode, header: (name) => response.headers[name] ?? null, body: text };
    },
  };
}

function exchange(options, body) {
  return new Promise((resolve, reject) => {
    const call = request({ ...options, headers: { ...options.headers, "content-length": body.length } }, resolve);
    call.on("error", reject);
    call.end(body);
  });
}
