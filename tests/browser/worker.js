// A worker under test: has an emulator of its own and tells the names of its tables.

import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";

const { createEmulator } = await import("/dist/browser.mjs");
const client = new DynamoDBClient((await createEmulator()).clientConfig());
await client.send(
  new CreateTableCommand({
    TableName: "OfTheWorker",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  }),
);
postMessage((await client.send(new ListTablesCommand({}))).TableNames);
