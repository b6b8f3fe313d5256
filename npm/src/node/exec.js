import { spawn } from "node:child_process";
import { constants } from "node:os";

/** What is handed on to the command. */
const SIGNALS = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"];

/** What a terminal sends to both by itself. */
const OF_TERMINALS = ["SIGINT", "SIGQUIT"];

/** Exit codes as shells have them. */
const EXIT_CODES = { ENOENT: 127, EACCES: 126 };

/**
 * Runs a command to its end, as if it had been started in the place of this process: with its streams and its signals.
 *
 * @param {string[]} command name and arguments
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 128 and the number of the signal, if one ended it
 * @throws {Error} with an `exitCode`, when it cannot be started
 */
export function run([name, ...words], env) {
  const child = spawn(name, words, { stdio: "inherit", env });
  const forward = (signal) => {
    if (!OF_TERMINALS.includes(signal) || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(unstartable(name, error)));
    child.once("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, forward);
  });
}

function unstartable(name, error) {
  const reasons = { ENOENT: `there is no command ${name}`, EACCES: `${name} may not be executed` };
  return Object.assign(new Error(reasons[error.code] ?? error.message), { exitCode: EXIT_CODES[error.code] ?? 1 });
}
