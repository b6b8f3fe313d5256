// Plays tests/cases/ against WebAssembly in this process and over HTTP; docs/cases.md describes the files.
// `CASES=Query/paging` plays the files whose path contains that text.

import { after, describe, test } from "node:test";

import { inProcess, overHttp } from "./cases/faces.js";
import { caseFiles } from "./cases/files.js";
import { play } from "./cases/play.js";

const files = await caseFiles(process.env.CASES ?? "");

for (const open of [inProcess, overHttp]) {
  const face = await open();
  after(() => face.close());
  for (const [path, cases] of Object.entries(files)) {
    describe(`${path} ${face.name}`, () => {
      for (const one of cases) test(one.name, () => (one.options ? playWithOptions(open, one) : play(face, one)));
    });
  }
}

async function playWithOptions(open, one) {
  const face = await open(one.options);
  await play(face, one).finally(() => face.close());
}
