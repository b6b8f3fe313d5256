import * as testing from "dynatab/testing";

export { Fixture } from "dynatab/testing";

/** For the tests of a file or `describe` of Jest, whose hooks are globals there. */
export function setupEmulator(options) {
  return testing.setupEmulator(globalThis, options);
}
