// Contributor insights as users meet them: what docs/insights-and-kinesis.md says. What is counted stands in tests/cases/UpdateContributorInsights/.

import assert from "node:assert/strict";
import { test } from "node:test";

import { CreateTableCommand, DynamoDBClient, PutItemCommand, UpdateContributorInsightsCommand } from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

async function music() {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig({ region: "eu-west-1" }));
  await client.send(
    new CreateTableCommand({
      TableName: "Music",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  return { emulator, client };
}

const EUROPE = { tableName: "Music", region: "eu-west-1" };
const put = (client, text) => client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: text } } }));
const enable = (client) => client.send(new UpdateContributorInsightsCommand({ TableName: "Music", ContributorInsightsAction: "ENABLE" }));

test("the key that is written most comes first, and a fork counts for itself", async () => {
  const { emulator, client } = await music();
  await enable(client);
  for (const text of ["a", "b", "b"]) await put(client, text);
  const seed = emulator.snapshot();
  const most = () => emulator.contributorInsights({ ...EUROPE, limit: 1 }).mostAccessedPartitionKeys;
  const twice = [{ key: { pk: { S: "b" } }, value: 6, excess: 0 }];
  assert.deepEqual(most(), twice);
  const forked = emulator.fork();
  for (let count = 0; count < 5; count += 1) await put(client, "a");
  assert.deepEqual(most(), [{ key: { pk: { S: "a" } }, value: 18, excess: 0 }]);
  assert.deepEqual(forked.contributorInsights({ ...EUROPE, limit: 1 }).mostAccessedPartitionKeys, twice);
  emulator.restore(seed);
  assert.deepEqual(most(), twice);
});

test("what makes no sense is refused with what to write instead", async () => {
  const { emulator, client } = await music();
  const refused = (target, message) => assert.throws(() => emulator.contributorInsights(target), { name: "TypeError", message });
  refused(EUROPE, /table "Music" are not enabled: enable them with UpdateContributorInsights/);
  await enable(client);
  refused({ tableName: "Music" }, /there is no table "Music" in us-east-1/);
  refused({ ...EUROPE, indexName: "ByYear" }, /has no global secondary index "ByYear"/);
  refused({ ...EUROPE, limit: 0 }, /limit cannot be 0: write how many keys are wanted/);
  refused({ ...EUROPE, table: "Music" }, /there is no option "table"/);
  refused({ ...EUROPE, region: "Europe" }, /'Europe' is not a region/);
  refused(undefined, /write an object with one or more of tableName/);
});
