import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { emulatorTest, setupEmulator } from "dynatab/vitest";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

const tables = [{
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
}];
const data = { Music: [{ pk: "seed" }] };
const keys = async (client) => (await client.send(new ScanCommand({ TableName: "Music" }))).Items.map(({ pk }) => pk.S);
const put = (client, pk) => client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: pk } } }));

describe("an emulator for a describe", () => {
  const { emulator } = setupEmulator({ tables, data });
  const client = new DynamoDBClient(emulator.clientConfig());

  for (const round of ["first", "second"]) {
    test(`each test begins with the seed, ${round} round`, async () => {
      expect(await keys(client)).toEqual(["seed"]);
      await put(client, round);
      expect(await keys(client)).toHaveLength(2);
    });
  }

  describe("with fake timers", () => {
    beforeAll(() => vi.useFakeTimers({ now: 0 }));
    afterAll(() => vi.useRealTimers());
    for (const round of ["first", "second"]) {
      test(`nothing hangs and real time goes on, ${round} round`, async () => {
        await put(client, round);
        expect(await keys(client)).toHaveLength(2);
        expect(emulator.clock.now()).toBeGreaterThan(Date.UTC(2026, 0, 1));
      });
    }
  });
});

const own = emulatorTest({ tables, data });

describe.concurrent("an emulator for each test", () => {
  for (const name of ["a", "b", "c", "d"]) {
    own(`of tests that run at the same time: ${name}`, async ({ emulator, expect }) => {
      const client = new DynamoDBClient(emulator.clientConfig());
      for (let index = 0; index < 5; index += 1) {
        await put(client, `${name}${index}`);
        await new Promise(setImmediate);
      }
      expect(await keys(client)).toHaveLength(6);
    });
  }
});
