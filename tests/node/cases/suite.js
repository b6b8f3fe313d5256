// All cases as tests of a face. `CASES=Query/paging` plays the files whose path contains that text.

import { after, describe, test } from "node:test";

import { caseFiles } from "./files.js";
import { play } from "./play.js";

const files = await caseFiles(process.env.CASES ?? "");

/** @param {(options?: object) => Promise<import("./faces.js").Face>} open opens a face whose emulator has the options of a case */
export async function playAll(open) {
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
