// A page that a bundler makes: the AWS SDK against an emulator in the same tab. Its title says what came of it.

import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

async function run() {
  const emulator = await createEmulator();
  emulator.requests.record();
  const client = new DynamoDBClient(emulator.clientConfig());
  const { TableNames } = await client.send(new ListTablesCommand({}));
  const { requests } = await emulator.report();
  return `${TableNames.length} tables, ${requests.total} request`;
}

run().then(
  (told) => (document.title = told),
  (error) => (document.title = `failed: ${error.stack}`),
);
