/**
 * What tests of Vitest begin with.
 *
 * @packageDocumentation
 */

import type { TestAPI } from "vitest";
import type { Emulator } from "./index.js";
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
 * import { setupEmulator } from "dynatab/vitest";
 *
 * const { emulator } = setupEmulator({ tables: "template.yaml", data: { Music: [{ Artist: "Acme Band", SongTitle: "Happy Day" }] } });
 * const client = new DynamoDBClient(emulator.clientConfig());
 */
export function setupEmulator(options?: FixtureOptions): Fixture;

/**
 * A `test` in which each test has an emulator of its own, which begins with the same tables and items. Such tests may run at the same time.
 *
 * @throws {TypeError} for an option that makes no sense
 *
 * @example
 * import { emulatorTest } from "dynatab/vitest";
 *
 * const test = emulatorTest({ tables: "template.yaml" });
 * test.concurrent("one of many", async ({ emulator, expect }) => {
 *   const client = new DynamoDBClient(emulator.clientConfig());
 * });
 */
export function emulatorTest(options?: FixtureOptions): TestAPI<{ emulator: Emulator }>;
