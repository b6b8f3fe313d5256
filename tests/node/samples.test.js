// The sample projects, from the packed tarball: 200 tests over five tables, one file after the other, and all at once in any order.

import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { install, pack, run, script } from "./consumer.js";

const RUNNERS = {
  vitest: { words: [script("vitest"), "run", "--reporter=json"], alone: ["--no-file-parallelism"], together: ["--pool=threads", "--sequence.shuffle"] },
  jest: { words: [script("jest"), "--json"], alone: ["--runInBand"], together: ["--maxWorkers=4", "--randomize"] },
};

let packed;

before(async () => (packed = await pack()));
after(() => rm(packed.folder, { recursive: true }));

/** The outcome of each test by its name. */
async function outcomes(cwd, words) {
  const { stdout } = await run(process.execPath, words, { cwd, maxBuffer: 1 << 26 });
  const { testResults } = JSON.parse(stdout.slice(stdout.indexOf("{")));
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return Object.fromEntries(all.map(({ fullName, status }) => [fullName.trim(), status]).sort());
}

for (const [name, { words, alone, together }] of Object.entries(RUNNERS)) {
  test(`the sample for ${name} gives the same results alone and together, and leaves nothing behind`, async () => {
    const cwd = await install(`../../samples/${name}`, packed.path);
    const files = () => readdir(join(cwd, ".."), { recursive: true }).then((all) => all.filter((file) => !file.includes("node_modules")).sort());
    const there = await files();
    const one = await outcomes(cwd, [...words, ...alone]);
    assert.equal(Object.keys(one).length, 200);
    assert.deepEqual([...new Set(Object.values(one))], ["passed"]);
    assert.deepEqual(await outcomes(cwd, [...words, ...together]), one);
    assert.deepEqual(await files(), there);
  });
}
