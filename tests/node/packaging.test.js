// The tarball that npm would publish, installed in each kind of consumer, with an AWS SDK call in each.

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { consume as consumeTarball, pack, script } from "./consumer.js";

let packed;

before(async () => (packed = await pack()));

after(() => rm(packed.folder, { recursive: true }));

const consume = (name, words) => consumeTarball(name, packed.path, words);

test("the tarball holds what is needed and nothing else", () => {
  assert.deepEqual(packed.files, [
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
    "dist/vitest-setup.mjs",
    "dist/vitest.mjs",
    "dist/yaml.js",
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

test("Vitest", () => consume("vitest", [script("vitest"), "run"]));

test("Jest, with nothing changed in what is tested", () => consume("jest-setup", [script("jest")]));

test("Vitest, with nothing changed in what is tested", () => consume("vitest-setup", [script("vitest"), "run"]));

test("Mock Service Worker in Node", () => consume("msw", ["--test", "interception.test.js"]));

test("the command of the installed package", async () => {
  const { stdout } = await consume("esm", ["node_modules/.bin/dynatab", "--version"]);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});
