// The AWS SDK against an emulator in the same process, in runtimes that are not Node.

import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { createEmulator, createEmulatorSync } from "dynatab";

const emulator = await createEmulator({ seed: 1 });
const client = new DynamoDBClient(emulator.clientConfig());
await client.send(new CreateTableCommand({
  TableName: "octets",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
}));
emulator.requests.record();
await client.send(new PutItemCommand({ TableName: "octets", Item: { pk: { S: "a" }, bytes: { B: new Uint8Array([0, 255]) } } }));
const { Item } = await client.send(new GetItemCommand({ TableName: "octets", Key: { pk: { S: "a" } } }));
const fork = emulator.fork();
const { price } = await emulator.report({ multiple: 1_000_000 });
createEmulatorSync();
await Promise.all([emulator.close(), fork.close()]);
console.log([...Item.bytes.B].join(), price.total.onDemand.writes);
