#!/usr/bin/env node
// The command `dynatab`.

import { writeFile } from "node:fs/promises";

import { createEmulator } from "dynatab";

import { misused, readArguments, USAGE } from "./arguments.js";
import { CONTROL_PATH } from "./control.js";
import { pointed } from "./environment.js";
import { run } from "./exec.js";
import { Server } from "./server.js";
import { ways } from "./ways.js";

// Whoever reads what is printed may stop reading; a server goes on.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`dynatab: ${error.message}\n`);
  process.exitCode = error.exitCode ?? 1;
});

async function main(words) {
  if (words[0] === "import" || words[0] === "export") return require("./bulk.js").bulk(words[0], words.slice(1));
  const choices = readArguments(words);
  if (choices.help) return process.stdout.write(USAGE);
  if (choices.version) return process.stdout.write(`${VERSION}\n`);
  return choices.command ? exec(choices) : serve(choices);
}

async function serve(choices) {
  const { emulator, server, place } = await start(choices);
  process.stdout.write(`dynatab ${VERSION} listens on ${place} (stop it with Ctrl-C)\n${ways(place, emulator.region)}`);
  stopOnSignal(server, emulator);
}

/** The command's region, if it has one, is the emulator's, so that both look at the same tables. */
async function exec(choices) {
  const { region = process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || undefined } = choices.emulator;
  const { emulator, server, place } = await start({ ...choices, emulator: { ...choices.emulator, region } });
  const { credentials } = emulator.clientConfig();
  const control = choices.control && { DYNATAB_CONTROL_URL: `${place}${CONTROL_PATH}` };
  if (choices.report) emulator.requests.record({ keep: 0 });
  try {
    process.exitCode = await run(choices.command, { ...pointed(process.env, { url: place, region: emulator.region, credentials }), ...control });
    if (choices.report) await report(emulator, choices.report);
  } finally {
    await stop(server, emulator);
  }
}

async function report(emulator, { terms, json, output }) {
  const told = await emulator.report(terms).catch((error) => {
    throw misused(error.message);
  });
  const text = json ? `${JSON.stringify(told, undefined, 2)}\n` : `\n${told}`;
  if (output === undefined) process.stdout.write(text);
  else await writeFile(output, text);
}

async function start(choices) {
  const emulator = await createEmulator(choices.emulator).catch((error) => {
    throw misused(error.message.replace("createEmulator: ", ""));
  });
  const server = new Server(emulator, choices);
  const { port } = await server.listen(choices).catch((error) => refuse(error, choices));
  return { emulator, server, place: url(choices.host, port) };
}

async function stop(server, emulator) {
  await server.close();
  await emulator.close();
}

/** The first signal stops gracefully, a second one at once. */
function stopOnSignal(server, emulator) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, async () => {
      await stop(server, emulator);
      process.exitCode = 0;
    });
  }
}

function refuse(error, { port, host }) {
  const reasons = {
    EADDRINUSE: `port ${port} on ${host} is in use: stop what listens there or choose another with --port`,
    EACCES: `port ${port} may not be opened by this user: choose one above 1023 with --port`,
    EADDRNOTAVAIL: `${host} is not an address of this machine: choose one with --host`,
    ENOTFOUND: `${host} is not an address of this machine: choose one with --host`,
  };
  throw new Error(reasons[error.code] ?? error.message);
}

function url(host, port) {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
