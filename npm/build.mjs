// Bundles npm/src and the engine in pkg/ into npm/dist, which is what the package ships.

import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build, transform } from "esbuild";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(await readFile(at("package.json"), "utf8"));

const common = { absWorkingDir: at("."), bundle: true, target: "es2022", legalComments: "none", logLevel: "warning" };
/** What a browser or a test downloads; functions and classes are told their names, for stack traces. */
const small = { minify: true, keepNames: true, plugins: [{ name: "glue without names", setup: shortenGlue }] };
const node = { ...common, platform: "node", format: "cjs" };
const external = ["./node.js", "./testing.js", "./yaml.js", "vitest"];
const testing = { ...node, alias: { dynatab: "./node.js", "dynatab/testing": "./testing.js" }, external };
const browser = { ...common, platform: "browser", format: "esm" };

/** Names in what wasm-bindgen has written tell nobody anything. */
function shortenGlue({ onLoad }) {
  onLoad({ filter: /pkg\Wengine\.js$/ }, async ({ path }) => {
    // Methods have their names of themselves; functions as members would be told theirs a second time.
    const methods = (await readFile(path, "utf8")).replaceAll(/^( +\w+): function\(/gm, "$1(");
    return { contents: (await transform(methods, { minify: true, target: common.target })).code };
  });
}

/** A function that esbuild tells its name, though it has that of its property already. */
const NAMED_TWICE = /\b(\w+): \/\* @__PURE__ \*\/ __name\(((?:.|\n)*?), "\1"\)/g;

/** Bundles what a browser downloads. Modules of Node keep what esbuild writes for those that import them, which this would lose. */
async function buildForBrowsers({ outfile, ...options }) {
  const { outputFiles } = await build({ ...browser, ...small, minify: false, ...options, write: false });
  const [{ text }] = outputFiles;
  const { code } = await transform(text.replaceAll(NAMED_TWICE, "$1: $2"), { minify: true, format: "esm", target: common.target });
  await writeFile(at(outfile), code);
}

/** What the licences of bundled packages ask to be kept. */
async function licences(...names) {
  const licence = async (name) => `/*! ${name}\n${await readFile(at(`node_modules/${name}/${name === "lossless-json" ? "LICENSE.md" : "LICENSE"}`), "utf8")}*/`;
  return (await Promise.all(names.map(licence))).join("\n");
}

await rm(at("dist"), { recursive: true, force: true });
await mkdir(at("dist"));
for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) await copyFile(at(`../${licence}`), at(licence));
await copyFile(at("../pkg/engine_bg.wasm"), at("dist/engine.wasm"));

const inlined = (await readFile(at("dist/engine.wasm"))).toString("base64");
await writeFile(at("dist/engine-inlined.mjs"), `export const base64 = ${JSON.stringify(inlined)};\n`);

await build({ ...node, ...small, entryPoints: ["src/node/index.js"], outfile: "dist/node.js", external: ["./report.js", "classic-level"] });
await build({ ...node, ...small, entryPoints: ["src/report/report.js"], outfile: "dist/report.js" });
await buildForBrowsers({ entryPoints: ["src/report/report.js"], outfile: "dist/report.mjs" });
await build({
  ...node,
  entryPoints: ["src/node/command.js"],
  outfile: "dist/command.js",
  alias: { dynatab: "./node.js" },
  external: ["./node.js", "./bulk.js"],
  define: { VERSION: JSON.stringify(version) },
});
await build({ ...node, ...small, entryPoints: ["src/node/bulk/index.js"], outfile: "dist/bulk.js", external: ["./yaml.js"], banner: { js: await licences("csv-parse", "csv-stringify", "lossless-json") } });
await build({ ...testing, entryPoints: ["src/testing/index.js"], outfile: "dist/testing.js" });
await build({ ...testing, entryPoints: ["src/testing/jest.js"], outfile: "dist/jest.js" });
await build({ ...testing, entryPoints: ["src/testing/jest-setup.cjs"], outfile: "dist/jest-setup.js" });
await build({ ...testing, format: "esm", entryPoints: ["src/testing/vitest.js"], outfile: "dist/vitest.mjs" });
await build({ ...testing, format: "esm", entryPoints: ["src/testing/vitest-setup.js"], outfile: "dist/vitest-setup.mjs" });
await build({ ...testing, format: "esm", entryPoints: ["src/testing/vitest-global.js"], outfile: "dist/vitest-global.mjs" });
await build({ ...node, ...small, entryPoints: ["src/testing/yaml.js"], outfile: "dist/yaml.js", banner: { js: await licences("js-yaml") } });
await buildForBrowsers({ entryPoints: ["src/browser/index.js"], outfile: "dist/browser.mjs", external: ["./engine-inlined.mjs", "./report.mjs"] });
await buildForBrowsers({ entryPoints: ["src/service-worker.js"], outfile: "dist/service-worker.mjs" });
const msw = { ...common, ...small, platform: "neutral", entryPoints: ["src/msw.js"], external: ["msw"] };
await build({ ...msw, format: "esm", outfile: "dist/msw.mjs" });
await build({ ...msw, format: "cjs", outfile: "dist/msw.js" });

// The playground that was built last. It is made of this package, so it is built after it (`npm run build` in www/).
if (existsSync(at("../www/dist"))) await import("../www/publish.mjs");
