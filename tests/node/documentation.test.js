// Programs in the documentation, run as they stand there, from the packed package.

import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { at, consume, pack, script } from "./consumer.js";

const FOLDER = at("consumers/documentation");
let packed;
let tarball;

before(async () => {
  packed = await pack();
  tarball = packed.path;
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER);
  const page = await readFile(at("../../docs/testing.md"), "utf8");
  for (const [, name, text] of page.matchAll(/^```\w+\n(?:\/\/|#) (\S+)\n(.*?)^```$/gms)) await writeFile(join(FOLDER, name), text);
  await writeFile(join(FOLDER, "package.json"), '{ "private": true, "type": "module", "jest": { "testMatch": ["**/*.test.cjs"] } }\n');
});

after(async () => {
  await rm(packed.folder, { recursive: true });
  await rm(FOLDER, { recursive: true });
});

test("the programs of docs/testing.md", async () => {
  await consume("documentation", tarball, [script("vitest"), "run", "music.test.js", "concurrent.test.js", "faults.test.js", "lifecycle.test.js", "triggers.test.js", "requests.test.js", "changes.test.js"]);
  await consume("documentation", tarball, [script("jest")]);
  await consume("documentation", tarball, ["--test", "music.node.mjs"]);
});

test("the report of docs/testing.md", async () => {
  const { stdout } = await consume("documentation", tarball, ["report.node.mjs"]);
  assert.match(stdout, /^0\.625\n1 requests, 0 of them refused\n/);
});

test("the scripts of docs/testing.md", async () => {
  const exec = (...words) => consume("documentation", tarball, ["node_modules/dynatab/dist/command.js", "exec", ...words]);
  const { stdout: told } = await exec("--control", "--", "sh", "-eu", "control.sh");
  assert.equal(told, `{"now":1790812800000,"frozen":true}{"now":1790985600000,"frozen":true}{"id":"2"}nullnull`);
  const { stdout: exported } = await exec("--", "sh", "-eu", "files.sh");
  assert.equal(exported, `{"Item":{"Artist":{"S":"Acme Band"},"Plays":{"N":"12345678901234567890123456789012345678"},"Song":{"S":"Happy Day"}}}\n`);
});

test("the configuration of docs/testing.md", async () => {
  await writeFile(join(FOLDER, "vitest.config.js"), 'export default { test: { setupFiles: ["dynatab/vitest/setup"], pool: "threads", globalSetup: ["dynatab/vitest/global"], include: ["configured.js"] } };\n');
  await writeFile(join(FOLDER, "configured.js"), `
    import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
    import { expect, test } from "vitest";
    test("what is tested finds its table", async () => {
      expect((await new DynamoDBClient({}).send(new ScanCommand({ TableName: "Music" }))).Count).toBe(1);
    });
  `);
  await consume("documentation", tarball, [script("vitest"), "run"]);
});
