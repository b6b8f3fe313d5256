// Puts the playground into the npm package, for the server to serve: without the engine, which runs in the server there.

import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

const from = fileURLToPath(new URL("dist", import.meta.url));
const to = fileURLToPath(new URL("../npm/dist/playground", import.meta.url));

await rm(to, { recursive: true, force: true });
await cp(from, to, { recursive: true, filter: (source) => !source.endsWith(".wasm") });
const page = await readFile(`${to}/index.html`, "utf8");
await writeFile(`${to}/index.html`, page.replace(/ *<link rel="(preload|modulepreload)"[^>]*>\n/g, ""));
const names = (await readdir(to, { recursive: true })).map((name) => name.replaceAll(sep, "/")).filter((name) => /\.(css|html|js|svg)$/.test(name));
await writeFile(`${to}/files.json`, `${JSON.stringify(names.sort())}\n`);
