// Where the cases are, and what their fixtures stand for.

import { readdir, readFile } from "node:fs/promises";

const ROOT = new URL("../../cases/", import.meta.url);

/**
 * The cases by the path of their file, of those files whose path contains `wanted`. Fixtures are resolved to their steps.
 *
 * @param {string} wanted
 * @returns {Promise<Record<string, { name: string, options?: object, given: object[], steps: object[] }[]>>}
 */
export async function caseFiles(wanted) {
  const fixtures = await read("fixtures.json");
  const paths = (await readdir(ROOT, { recursive: true })).map((path) => path.replaceAll("\\", "/"));
  const files = {};
  for (const path of paths.filter((path) => /\/.*\.json$/.test(path) && path.includes(wanted)).sort()) {
    const { cases } = await read(path);
    files[path] = cases.map((one) => ({ ...one, given: (one.given ?? []).flatMap((fixture) => fixtures[fixture]) }));
  }
  return files;
}

async function read(path) {
  return JSON.parse(await readFile(new URL(path, ROOT), "utf8"));
}
