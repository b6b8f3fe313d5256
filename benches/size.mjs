// The download: the engine and the JavaScript around it, gzip.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { report } from "./measure.mjs";

function compare(what, path, goalKilobytes) {
  const bytes = readFileSync(new URL(path, import.meta.url));
  const kilobytes = gzipSync(bytes, { level: 9 }).length / 1000;
  report(`${what} / ${goalKilobytes} KB`, kilobytes / goalKilobytes, 1, `${kilobytes.toFixed(1)} KB gzip, ${(bytes.length / 1000).toFixed(0)} KB plain`);
}

compare("engine", "../npm/dist/engine.wasm", 400);
compare("JavaScript in Node", "../npm/dist/node.js", 20);
compare("JavaScript in a browser", "../npm/dist/browser.mjs", 20);
