import { Fixture } from "./fixture.js";

const NO_HOOKS =
  "setupEmulator: beforeAll, afterEach and afterAll of the test runner are needed: where they are no globals, give them to setupEmulator of dynatab/testing";

/**
 * An emulator for the tests of a file or of a `describe`: made at once, prepared before the first of them, put back after each.
 *
 * @param {{ beforeAll: Function, afterEach: Function, afterAll: Function }} runner the hooks of a test runner
 * @param {object} options see `testing.d.ts`
 * @returns {Fixture}
 */
export function setupEmulator({ beforeAll, afterEach, afterAll }, options) {
  if ([beforeAll, afterEach, afterAll].some((hook) => typeof hook !== "function")) throw new TypeError(NO_HOOKS);
  const fixture = new Fixture(options);
  beforeAll(() => fixture.prepare());
  afterEach(() => fixture.restore());
  afterAll(() => fixture.close());
  return fixture;
}
