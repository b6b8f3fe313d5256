// Builds of the package against each other in one page of Chromium, with a profile on the disk, in rounds that alternate: acknowledged strict writes with one and with 64 in flight.
//
//   node benches/storage-builds.mjs FOLDER FOLDER ...
//
// A folder is a copy of npm/dist. Printed are the medians of the rounds in milliseconds a write, and those against the first folder.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launchOnDisk } from "../tests/browser/browser.js";
import { median } from "./measure.mjs";
import { sendWriter } from "./strict-writes.mjs";

const ROUNDS = 60;
const TYPES = { mjs: "text/javascript", wasm: "application/wasm" };

const folders = process.argv.slice(2);
const server = createServer(async ({ url }, response) => {
  const [, number, name] = /^\/(\d+)\/([\w.-]+)$/.exec(url) ?? [];
  const body = name ? await readFile(join(folders[number], name)) : "<!doctype html><title>dynatab</title>";
  response.writeHead(200, { "content-type": TYPES[name?.split(".").at(-1)] ?? "text/html" }).end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const profile = await mkdtemp(join(tmpdir(), "dynatab-profile-"));
const chromium = await launchOnDisk(profile);
const tab = await chromium.newPage();
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
await sendWriter(tab);
const times = await tab.evaluate(measureWrites, { count: folders.length, rounds: ROUNDS });
await chromium.close();
server.close();
await rm(profile, { recursive: true, force: true, maxRetries: 20 });
for (const [flights, builds] of Object.entries(times)) {
  const medians = builds.map(median);
  for (const [number, folder] of folders.entries()) {
    console.log(`${flights} in flight, ${folder}: ${medians[number].toFixed(3)} ms a write, ${(medians[number] / medians[0]).toFixed(2)}x`);
  }
}

/** Milliseconds a write, of each build in each round, by how many are in flight. */
async function measureWrites({ count, rounds }) {
  const open = async (build) => {
    const { createEmulator } = await import(`/${build}/browser.mjs`);
    return globalThis.openWriter(createEmulator, { storage: `idb://build-${build}` });
  };
  const inTurn = async (write, number) => {
    for (let at = 0; at < number; at += 1) await write();
  };
  const builds = [];
  for (let build = 0; build < count; build += 1) builds.push(await open(build));
  const found = { 1: builds.map(() => []), 64: builds.map(() => []) };
  for (let round = 0; round < rounds; round += 1) {
    for (const [flights, each] of [[1, 50], [64, 8]]) {
      // Who comes first is another one in each round.
      for (let turn = 0; turn < count; turn += 1) {
        const build = (turn + round) % count;
        const start = performance.now();
        await Promise.all(Array.from({ length: flights }, () => inTurn(builds[build], each)));
        found[flights][build].push((performance.now() - start) / (flights * each));
      }
    }
  }
  return found;
}
