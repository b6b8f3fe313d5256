// The installed tarball in pages that bundlers make, in a real browser.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { build as esbuild } from "esbuild";
import { build as viteBuild, createServer as createViteServer } from "vite";
import webpack from "webpack";

import { at, install, pack } from "../node/consumer.js";
import { browserName, startBrowser } from "./browser.js";

const FOLDER = at("consumers/bundled");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** What bundles hold does not depend on the browser. */
const options = { skip: browserName !== "chromium" && "once is enough" };

let browser;
let output;
let packed;

before(async () => {
  if (options.skip) return;
  [packed, browser, output] = await Promise.all([pack(), startBrowser(), mkdtemp(join(tmpdir(), "dynatab-bundles-"))]);
  await install("bundled", packed.path);
});

after(async () => {
  if (options.skip) return;
  await browser.close();
  await Promise.all([packed.folder, output].map((folder) => rm(folder, { recursive: true })));
});

/** What the page at `url` says in the end, and what it has downloaded. */
async function visit(url) {
  const tab = await browser.visit(url);
  const asked = new Set();
  tab.on("request", (request) => asked.add(request.url()));
  await tab.reload();
  await tab.waitForFunction(() => document.title !== "waiting");
  const title = await tab.title();
  await tab.close();
  return { title, asked: [...asked] };
}

/** Serves a folder as the simplest of hosts does. */
async function serve(folder) {
  const server = createHttpServer(async ({ url }, response) => {
    const path = join(folder, url === "/" ? "index.html" : url.split("?")[0]);
    const body = await readFile(path).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

async function visitFolder(folder) {
  const server = await serve(folder);
  const visited = await visit(server.url);
  server.close();
  return visited;
}

const EXPECTED = "0 tables, 1 request";
const inlined = (asked) => asked.filter((url) => url.includes("engine-inlined"));

test("Vite, built", options, async () => {
  const outDir = join(output, "vite");
  await viteBuild({ root: FOLDER, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const { title, asked } = await visitFolder(outDir);
  assert.equal(title, EXPECTED);
  assert.equal(asked.filter((url) => url.endsWith(".wasm")).length, 1, "the engine is a file of its own");
  assert.deepEqual(inlined(asked), []);
});

test("Vite, while it is developed", options, async () => {
  const server = await createViteServer({ root: FOLDER, logLevel: "error", cacheDir: join(output, "vite-cache"), server: { host: "127.0.0.1", port: 0, hmr: false } });
  await server.listen();
  const { title } = await visit(server.resolvedUrls.local[0]);
  await server.close();
  assert.equal(title, EXPECTED);
});

test("webpack", options, async () => {
  const folder = join(output, "webpack");
  const compiler = webpack({ mode: "production", context: FOLDER, entry: "./main.js", output: { path: folder, filename: "main.js" }, optimization: { minimize: false } });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.equal(stats.hasErrors(), false, stats.toString("errors-only"));
  await promisify(compiler.close.bind(compiler))();
  await page(folder);
  const { title, asked } = await visitFolder(folder);
  assert.equal(title, EXPECTED);
  assert.equal(asked.filter((url) => url.endsWith(".wasm")).length, 1);
});

test("esbuild, which carries no file along: the inlined engine is used", options, async () => {
  const folder = join(output, "esbuild");
  await esbuild({ absWorkingDir: FOLDER, entryPoints: ["main.js"], bundle: true, splitting: true, format: "esm", platform: "browser", outdir: folder, logLevel: "error" });
  await page(folder);
  const { title, asked } = await visitFolder(folder);
  assert.equal(title, EXPECTED);
  assert.equal(inlined(asked).length, 1);
});

function page(folder) {
  return copyFile(join(FOLDER, "index.html"), join(folder, "index.html"));
}
