// The tarball that npm would publish, installed in each kind of consumer, with an AWS SDK call in each.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

let folder;
let contents;
let tarball;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "dynatab-pack-"));
  const { stdout } = await run("npm", ["pack", "--json", "--silent", "--pack-destination", folder], { cwd: at("../../npm") });
  [contents] = JSON.parse(stdout);
  tarball = join(folder, contents.filename);
});

after(() => rm(folder, { recursive: true }));

/** Installs the tarball in a consumer, whose other packages come from `tests/node_modules`, and runs it. */
async function consume(name, words, env = {}) {
  const cwd = at(`consumers/${name}`);
  await rm(join(cwd, "node_modules"), { recursive: true, force: true });
  await run("npm", ["install", "--no-save", "--no-package-lock", "--silent", "--offline", tarball], { cwd });
  return run(process.execPath, words, { cwd, env: { ...process.env, ...env } });
}

/** The script behind a package's command. */
function script(name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[name]);
}

test("the tarball holds what is needed and nothing else", () => {
  const files = contents.files.map(({ path }) => path).sort();
  assert.deepEqual(files, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "dist/browser.mjs",
    "dist/command.js",
    "dist/engine-inlined.mjs",
    "dist/engine.wasm",
    "dist/node.js",
    "index.d.mts",
    "index.d.ts",
    "package.json",
  ]);
});

test("an ES module in Node", () => consume("esm", ["main.js"]));

test("a CommonJS module in Node", () => consume("commonjs", ["main.js"]));

test("Jest, CommonJS", () => consume("jest-commonjs", [script("jest")]));

test("Jest, ES modules", () => consume("jest-esm", ["--experimental-vm-modules", script("jest")]));

test("Vitest", () => consume("vitest", [script("vitest"), "run"]));

test("the command of the installed package", async () => {
  const { stdout } = await consume("esm", ["node_modules/.bin/dynatab", "--version"]);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});
