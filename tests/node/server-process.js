import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The script behind `dynatab`. */
export const COMMAND = fileURLToPath(new URL("../../npm/dist/command.js", import.meta.url));

/** The command `dynatab` with `words`, and what it printed once it ended. Options of `spawn` may stand behind them. */
export async function runCommand(...words) {
  const options = typeof words.at(-1) === "object" ? words.pop() : {};
  const child = spawn(process.execPath, [COMMAND, ...words], options);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
  const [code] = await once(child, "close");
  return { code, ...output };
}

/** Starts the command on a free port and waits until it listens. `context` is the test that it ends with. */
export async function startServer(context, ...words) {
  const child = spawn(process.execPath, [COMMAND, "--port", "0", ...words], { stdio: ["ignore", "pipe", "inherit"] });
  context.after(() => child.kill("SIGKILL"));
  const lines = [];
  const output = createInterface(child.stdout).on("line", (line) => lines.push(line));
  await once(output, "line");
  const [line] = lines;
  const url = /http:\S+/.exec(line)[0];
  return { child, line, lines, url, port: Number(new URL(url).port), exited: once(child, "exit") };
}
