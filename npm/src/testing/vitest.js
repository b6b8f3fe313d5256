import { fileURLToPath } from "node:url";

import { Fixture, setupEmulator as setup } from "dynatab/testing";
import { afterAll, afterEach, beforeAll, test as base } from "vitest";

import { compileAhead } from "../node/compiled.js";

export { Fixture };

// A test file waits for one import after the other. What fails is told when the engine is wanted.
ahead().catch(() => {});

async function ahead() {
  await compileAhead(fileURLToPath(new URL("./engine.wasm", import.meta.url)));
}

/** For the tests of a file or `describe` of Vitest. */
export function setupEmulator(options) {
  return setup({ beforeAll, afterEach, afterAll }, options);
}

/** A `test` in which each test has an emulator of its own, `emulator`, so that they may run at the same time. */
export function emulatorTest(options) {
  const fixture = new Fixture(options);
  return base.extend({
    // Vitest reads which fixtures a fixture needs from how its first parameter is written.
    emulator: async ({}, provide) => {
      await fixture.prepare();
      const own = fixture.fork();
      await provide(own);
      await own.close();
    },
  });
}
