// The playground on a host of static files, under the content security policy that it promises to work with.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const FOLDER = new URL("../../www/dist/", import.meta.url);
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm", svg: "image/svg+xml" };

/** Scripts of its own and WebAssembly, nothing else; and no other server is asked for anything. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** @returns {Promise<{ url: string, sent: Map<string, number>, close: () => Promise<void> }>} below `url`, in a folder as on many hosts */
export async function openPlaygroundSite() {
  const sent = new Map();
  const server = createServer(async ({ url }, response) => {
    const name = new URL(url, "http://localhost").pathname.replace(/^\/some\/folder\//, "") || "index.html";
    const body = await readFile(new URL(name, FOLDER)).catch(() => undefined);
    if (!body) return response.writeHead(404).end();
    sent.set(name, body.length);
    response.writeHead(200, { "content-type": TYPES[name.split(".").at(-1)], "content-security-policy": POLICY }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/some/folder/`, sent, close: () => new Promise((resolve) => server.close(resolve)) };
}
