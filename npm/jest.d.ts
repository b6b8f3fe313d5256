/**
 * What tests of Jest begin with.
 *
 * @packageDocumentation
 */

import type { Fixture, FixtureOptions } from "./testing.js";

export { Fixture } from "./testing.js";
export type { FixtureOptions, Tables } from "./testing.js";

/**
 * An emulator for the tests of a file or of a `describe`. It is there at once, so that clients can be made while the file is read; its tables and items
 * are there before the first test, and everything is as it was then after each: items, tables and the clock.
 *
 * @throws {TypeError} for an option that makes no sense
 *
 * @example
 * const { setupEmulator } = require("dynatab/jest");
 *
 * const { emulator } = setupEmulator({ tables: "template.yaml", data: { Music: [{ Artist: "Acme Band", SongTitle: "Happy Day" }] } });
 * const client = new DynamoDBClient(emulator.clientConfig());
 */
export function setupEmulator(options?: FixtureOptions): Fixture;
