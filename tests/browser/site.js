// A site for pages under test: the package as it is shipped, and a script with the AWS SDK bundled for browsers.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" };
const PAGE = '<!doctype html><meta charset="utf-8"><title>dynatab</title><script type="module" src="/page.js"></script>';

/**
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} below `url`, `page.html` is the page, and `without-engine.html` one whose
 * server answers every wish for the engine with a page, as development servers do
 */
export async function openSite() {
  const scripts = await bundle();
  const server = createServer(async ({ url }, response) => {
    const { type, body } = (await find(url, scripts)) ?? { type: "html", body: PAGE };
    response.writeHead(200, { "content-type": TYPES[type] }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** Scripts and pages by their names; `dynatab` is the package as the site has it. */
async function bundle() {
  const scripts = ["page.js", "worker.js", "service-worker.js", "mocked.js", "storage-worker.js", "../../examples/live-board/main.js"];
  const files = { "mockServiceWorker.js": "../node_modules/msw/lib/mockServiceWorker.js", "live-board.html": "../../examples/live-board/index.html" };
  const options = { bundle: true, format: "esm", platform: "browser", write: false, logLevel: "warning" };
  const external = ["*/dist/browser.mjs", "/dist/service-worker.mjs"];
  const { outputFiles } = await build({ ...options, external, alias: { dynatab: "/dist/browser.mjs" }, nodePaths: [at("../node_modules")], entryPoints: scripts.map(at), outdir: "/" });
  const bundled = outputFiles.map(({ contents }, index) => [basename(scripts[index]), contents]);
  const read = await Promise.all(Object.entries(files).map(async ([name, path]) => [name, await readFile(at(path))]));
  return new Map([...bundled, ...read]);
}

/** What is at `url`; whatever is not there is the page, with status 200. */
async function find(url, scripts) {
  const name = url.split("?")[0].split("/").at(-1);
  const type = name.split(".").at(-1);
  if (scripts.has(name)) return { type, body: scripts.get(name) };
  if (!/^\/(without-engine\/)?dist\/[\w-]+\.(mjs|wasm)$/.test(url) || (url.startsWith("/without-engine/") && type === "wasm")) return undefined;
  return { type, body: await readFile(new URL(`../../npm/dist/${name}`, import.meta.url)) };
}
