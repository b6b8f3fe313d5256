// The tarball that npm would publish, installed in each kind of consumer, with an AWS SDK call in each.

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { at, consume as consumeTarball, install, pack, run, script } from "./consumer.js";
import { startWorker } from "./edge.js";
import { call } from "./request.js";

let packed;

before(async () => (packed = await pack()));

after(() => rm(packed.folder, { recursive: true }));

const consume = (name, words) => consumeTarball(name, packed.path, words);

const isPlayground = (path) => path.startsWith("dist/playground/");

test("the tarball holds what is needed and nothing else", () => {
  const [playground, files] = [packed.files.filter(isPlayground), packed.files.filter((path) => !isPlayground(path))];
  for (const name of ["index.html", "files.json", "icon.svg", "licenses.md"]) assert.ok(playground.includes(`dist/playground/${name}`), name);
  assert.ok(!playground.some((path) => path.endsWith(".wasm")), "the engine is there once");
  assert.deepEqual(files, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "dist/browser.mjs",
    "dist/bulk.js",
    "dist/command.js",
    "dist/engine-inlined.mjs",
    "dist/engine.wasm",
    "dist/jest-setup.js",
    "dist/jest.js",
    "dist/msw.js",
    "dist/msw.mjs",
    "dist/node.js",
    "dist/report.js",
    "dist/report.mjs",
    "dist/service-worker.mjs",
    "dist/testing.js",
    "dist/vitest-global.mjs",
    "dist/vitest-setup.mjs",
    "dist/vitest.mjs",
    "dist/yaml.js",
    "engine.d.mts",
    "global.d.mts",
    "index.d.mts",
    "index.d.ts",
    "jest.d.ts",
    "msw.d.mts",
    "msw.d.ts",
    "package.json",
    "service-worker.d.mts",
    "setup.d.mts",
    "setup.d.ts",
    "testing.d.ts",
    "vitest.d.mts",
  ]);
});

test("an ES module in Node", () => consume("esm", ["main.js"]));

test("a CommonJS module in Node", () => consume("commonjs", ["main.js"]));

test("Jest, CommonJS", () => consume("jest-commonjs", [script("jest")]));

test("Jest, ES modules", () => consume("jest-esm", ["--experimental-vm-modules", script("jest")]));

test("Jest with jsdom", () => consume("jest-jsdom", [script("jest")]));

for (const pool of ["forks", "threads"]) test(`Vitest, ${pool}`, () => consume("vitest", [script("vitest"), "run", `--pool=${pool}`]));

for (const command of [["bun"], ["deno", "run", "--allow-all", "--node-modules-dir=manual"]]) {
  test(command[0], async () => {
    const cwd = await install("other-runtimes", packed.path);
    const [name, ...words] = command;
    const { stdout } = await run(at(`../node_modules/.bin/${name}`), [...words, "main.js"], { cwd });
    assert.equal(stdout, "0,255 0.625\n");
  });
}

test("an edge that hands its own module over", async () => {
  const { handle } = await startWorker(await install("edge", packed.path));
  const response = await handle(call("ListTables"));
  assert.deepEqual([response.status, await response.json()], [200, { TableNames: [] }]);
});

test("types say what there is, however modules are resolved", async () => {
  // Vitest and service workers take ES modules alone; the engine is no JavaScript.
  const words = ["--profile", "node16", "--ignore-rules", "cjs-resolves-to-esm", "--exclude-entrypoints", "./engine.wasm"];
  await run(process.execPath, [script("@arethetypeswrong/cli", "attw"), packed.path, ...words]);
});

test("what is downloaded is as small as it was", async () => {
  await run(process.execPath, [script("size-limit")], { cwd: at("..") });
});

test("Jest, with nothing changed in what is tested", () => consume("jest-setup", [script("jest")]));

test("Vitest, with nothing changed in what is tested", () => consume("vitest-setup", [script("vitest"), "run"]));

test("Mock Service Worker in Node", () => consume("msw", ["--test", "interception.test.js"]));

test("the command of the installed package", async () => {
  const { stdout } = await consume("esm", ["node_modules/.bin/dynatab", "--version"]);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});
