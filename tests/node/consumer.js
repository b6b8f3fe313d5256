import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs a program to its end. */
export const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** A path beside this file. */
export const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The package as npm would publish it.
 *
 * @returns {Promise<{ folder: string, path: string, files: string[] }>} the folder is to be removed
 */
export async function pack() {
  const folder = await mkdtemp(join(tmpdir(), "dynatab-pack-"));
  const { stdout } = await run("npm", ["pack", "--json", "--silent", "--pack-destination", folder], { cwd: at("../../npm") });
  const [{ filename, files }] = JSON.parse(stdout);
  return { folder, path: join(folder, filename), files: files.map(({ path }) => path).sort() };
}

/** Installs a tarball in a consumer, whose other packages come from `tests/node_modules`, and gives its folder. */
export async function install(name, tarball) {
  const cwd = at(`consumers/${name}`);
  await rm(join(cwd, "node_modules"), { recursive: true, force: true });
  await run("npm", ["install", "--no-save", "--no-package-lock", "--silent", "--offline", tarball], { cwd });
  return cwd;
}

/** Installs a tarball in a consumer and runs it. */
export async function consume(name, tarball, words, env = {}) {
  const cwd = await install(name, tarball);
  return run(process.execPath, words, { cwd, env: { ...process.env, ...env } });
}

/** The script behind a package's command, which has its name unless it is said otherwise. */
export function script(name, command = name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[command]);
}
