// What must compile, and what must not, for who writes tests.

import { after, afterEach, before } from "node:test";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createEmulatorSync, type Emulator } from "dynatab";
import * as jest from "dynatab/jest";
import { Fixture, setupEmulator, setupEnvironment, type FixtureOptions } from "dynatab/testing";

const synchronous: Emulator = createEmulatorSync({ region: "eu-west-1" });
const options: FixtureOptions = {
  tables: ["template.yaml", new URL("https://example.com/"), { TableName: "Music" }, [{ Resources: {} }]],
  data: { Music: [{ pk: "a" }] },
  prepare: async (emulator) => emulator.clock.freeze(),
  emulator: { seed: 1 },
  parameters: { Stage: "dev" },
  stackName: "stack",
};
const fixture: Fixture = setupEmulator({ beforeAll: before, afterEach, afterAll: after }, options);
const client = new DynamoDBClient(fixture.emulator.clientConfig());
const fork: Emulator = fixture.fork();
await fixture.prepare();
fixture.restore();
await fixture.close();
await setupEnvironment({ afterEach, afterAll: after });
jest.setupEmulator({ tables: async (emulator) => new DynamoDBClient(emulator.clientConfig()).config.region() }).restore();
new jest.Fixture().restore();

// @ts-expect-error: an unknown option
setupEmulator({ beforeAll: before, afterEach, afterAll: after }, { table: [] });
// @ts-expect-error: items are listed
new Fixture({ data: { Music: { pk: "a" } } });
// @ts-expect-error: hooks are needed
setupEmulator({ tables: [] });

export { client, fork, synchronous };
