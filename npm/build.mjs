// Bundles npm/src and the engine in pkg/ into npm/dist, which is what the package ships.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

import { build } from "esbuild";

const here = new URL(".", import.meta.url);
const at = (path) => new URL(path, here);

const common = { absWorkingDir: at(".").pathname, bundle: true, target: "es2022", legalComments: "none", logLevel: "warning" };

await rm(at("dist"), { recursive: true, force: true });
await mkdir(at("dist"));
await copyFile(at("../pkg/engine_bg.wasm"), at("dist/engine.wasm"));
await build({ ...common, entryPoints: ["src/node/index.js"], outfile: "dist/node.js", platform: "node", format: "cjs" });
await build({
  ...common,
  entryPoints: ["src/browser/index.js"],
  outfile: "dist/browser.mjs",
  platform: "browser",
  format: "esm",
  external: ["./engine-inlined.mjs"],
});
const base64 = (await readFile(at("dist/engine.wasm"))).toString("base64");
await writeFile(at("dist/engine-inlined.mjs"), `export const base64 = ${JSON.stringify(base64)};\n`);
