/**
 * What tests begin with, for any test runner; `dynatab/vitest` and `dynatab/jest` bring their runner's hooks along.
 *
 * @packageDocumentation
 */

import type { Emulator, EmulatorOptions } from "./index.js";

/**
 * An emulator for the tests of a file or of a `describe`. It is there at once, so that clients can be made while the file is read; its tables and items
 * are there before the first test, and everything is as it was then after each: items, tables and the clock.
 *
 * @param runner the hooks of the test runner
 * @throws {TypeError} for an option that makes no sense
 *
 * @example
 * import { after, afterEach, before } from "node:test";
 * import { setupEmulator } from "dynatab/testing";
 *
 * const { emulator } = setupEmulator({ beforeAll: before, afterEach, afterAll: after }, { tables: "template.yaml" });
 * const client = new DynamoDBClient(emulator.clientConfig());
 */
export function setupEmulator(runner: Hooks, options?: FixtureOptions): Fixture;

/**
 * Points the AWS SDKs of this process at an emulator on a free port, for the tests of one file, by environment variables, so that nothing changes in
 * what is tested. The options come from the `dynatab.config.mjs`, `.cjs`, `.js` or `.json` of the folder that tests run in or of one above it, which
 * exports them, or a function that returns them.
 *
 * @param runner the hooks of the test runner
 * @returns what is there, already prepared, for tests that want to move its clock or to let something go wrong
 * @throws {TypeError} for an option that makes no sense
 *
 * @example
 * import { after, afterEach } from "node:test";
 * import { setupEnvironment } from "dynatab/testing";
 *
 * await setupEnvironment({ afterEach, afterAll: after });
 */
export function setupEnvironment(runner: Omit<Hooks, "beforeAll">): Promise<Fixture>;

/** Where a test runner takes functions to be called around tests. */
export interface Hooks {
  beforeAll(prepare: () => Promise<void>): unknown;
  afterEach(restore: () => void): unknown;
  afterAll(close: () => Promise<void>): unknown;
}

/** An emulator with tables and items, to which it can be put back. */
export class Fixture {
  /** @throws {TypeError} for an option that makes no sense */
  constructor(options?: FixtureOptions);

  /** The emulator. It is there at once; its tables are after {@link Fixture.prepare}. */
  readonly emulator: Emulator;

  /**
   * Creates tables and items, and keeps everything as it is then; called again, it waits for that. Hooks do it for you, but the concurrent tests of
   * Jest begin before its hooks.
   *
   * @throws {TypeError} for tables or items that cannot be read
   * @throws {Error} with the name and message of what DynamoDB answered, if it refused one
   */
  prepare(): Promise<void>;

  /** Puts everything back as it was when it was prepared, in a few microseconds; the clock, too. Faults and listeners are removed, and the log of requests begins
   * anew. Hooks do it for you. */
  restore(): void;

  /**
   * Another emulator that begins where this one was prepared, in a few microseconds: for tests that run at the same time.
   *
   * @example
   * test.concurrent("one of many", async () => {
   *   await fixture.prepare();
   *   const client = new DynamoDBClient(fixture.fork().clientConfig());
   * });
   */
  fork(): Emulator;

  /** Closes the emulator. Hooks do it for you. */
  close(): Promise<void>;
}

/** What there is when a test begins. */
export interface FixtureOptions {
  /**
   * The tables: a list of CreateTable inputs, a template of CloudFormation or SAM, the path of one (JSON or YAML) or of the folder that `cdk synth`
   * writes, a list of all these, or a function that creates them with an AWS SDK. Of a template, its tables with their indexes, streams, time to live,
   * recovery, tags and policies are taken. A table without a name is called `<stackName>-<logical id>`.
   *
   * @example
   * [{ TableName: "Music", BillingMode: "PAY_PER_REQUEST", AttributeDefinitions: [...], KeySchema: [...] }]
   * @example
   * "template.yaml"
   */
  tables?: Tables | ((emulator: Emulator) => unknown);

  /**
   * Items by the name of their table: plain objects, as `lib-dynamodb` takes them, or DynamoDB JSON. An object whose attributes all look like
   * attribute values (`{ S: "text" }`) is taken for the latter.
   *
   * @example
   * { Music: [{ Artist: "Acme Band", SongTitle: "Happy Day", Year: 2015 }] }
   */
  data?: Record<string, object[]>;

  /** Does what else there is to do before tests begin, when tables and items are there. */
  prepare?: (emulator: Emulator) => unknown;

  /** Options of `createEmulator`. */
  emulator?: EmulatorOptions;

  /** Values of the parameters of templates; those that are not given have their defaults. */
  parameters?: Record<string, unknown>;

  /**
   * The name of the stack that templates describe.
   *
   * @defaultValue `"dynatab"`
   */
  stackName?: string;
}

/** Where tables are described. */
export type Tables = string | URL | object | readonly Tables[];
