// An edge as far as an emulator meets one: the globals of the web, no files, no network of its own, and no WebAssembly that is compiled at run time.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

import { build } from "esbuild";

const WEB = { Request, Response, Headers, URL, TextEncoder, TextDecoder, crypto, queueMicrotask, setTimeout, clearTimeout, atob, btoa };

/**
 * Bundles `worker.js` of `folder` as an edge's tools do, and starts it.
 *
 * @param {string} folder
 * @returns {Promise<{ handle: (request: Request) => Promise<Response> }>}
 */
export async function startWorker(folder) {
  const require = createRequire(join(folder, "worker.js"));
  const module = new WebAssembly.Module(await readFile(require.resolve("dynatab/engine.wasm")));
  const modules = {
    name: "modules",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, namespace: "wasm" }));
      onLoad({ filter: /.*/, namespace: "wasm" }, () => ({ contents: "export default globalThis.ENGINE" }));
    },
  };
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ["worker.js"],
    bundle: true,
    format: "iife",
    globalName: "worker",
    platform: "browser",
    conditions: ["workerd", "edge-light", "worker"],
    plugins: [modules],
    write: false,
    logLevel: "error",
    logOverride: { "empty-import-meta": "silent" },
  });
  const forbidden = () => {
    throw new Error("no WebAssembly is compiled here");
  };
  const context = createContext({ ...WEB, ENGINE: module, WebAssembly: { ...pick(WebAssembly), compile: forbidden, instantiate: forbidden } });
  return runInContext(`${outputFiles[0].text}; worker`, context);
}

/** The properties of `WebAssembly` are not enumerable. */
function pick(object) {
  return Object.fromEntries(Object.getOwnPropertyNames(object).map((name) => [name, object[name]]));
}
