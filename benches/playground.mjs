// The playground in Chromium: from navigation to where somebody can use it, with nothing cached, and what comes over the wire, compressed as
// hosts compress it. There is no network in it: what a line adds is the bytes below divided by its speed.

import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

import { median } from "./measure.mjs";

const ROUNDS = 15;
const { chromium } = createRequire(new URL("../tests/package.json", import.meta.url))("playwright-core");
const folder = new URL("../www/dist/", import.meta.url);
const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm", svg: "image/svg+xml" };

const files = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [`${parentPath}/${name}`.replace(/.*\/dist\/+/, "/"), readFileSync(`${parentPath}/${name}`)])
    .map(([path, body]) => [path, gzipSync(body, { level: 9 })]),
);
const server = createServer(({ url }, response) => {
  const path = url === "/" ? "/index.html" : url.split("?")[0];
  if (!files.has(path)) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[path.split(".").at(-1)], "content-encoding": "gzip" }).end(files.get(path));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

/** Milliseconds from navigation to the first table that could be made, and what was asked for until then and until an editor is there. */
async function visit() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/^\/$/, "/index.html")));
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName("dynatab-usable").length > 0);
  const usable = await page.evaluate(() => performance.getEntriesByName("dynatab-usable")[0].startTime);
  const first = [...asked];
  await page.goto(`${url}#/console/operation`);
  await page.locator(".cm-content").waitFor();
  await context.close();
  return { usable, first, editor: asked.slice(first.length) };
}

const size = (paths) => paths.reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0);
const show = (bytes) => `${(bytes / 1024).toFixed(1)} KB gzip`;
const visits = [];
for (let round = 0; round < ROUNDS; round += 1) visits.push(await visit());
const { first, editor } = visits[0];
const engine = first.filter((path) => path.endsWith(".wasm"));
console.log(`usable after ${median(visits.map(({ usable }) => usable)).toFixed(0)} ms (best ${Math.min(...visits.map(({ usable }) => usable)).toFixed(0)} ms), ${ROUNDS} visits`);
console.log(`engine ${show(size(engine))}, JavaScript ${show(size(first.filter((path) => path.endsWith(".js"))))}, the rest ${show(size(first.filter((path) => /\.(css|html|svg)$/.test(path))))}`);
console.log(`console with its editor, when it is first opened: ${show(size(editor))}`);
await browser.close();
server.close();
