// Jest with jsdom, as it is set up for components that talk to a table.

const { DynamoDBClient, GetItemCommand, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const { createEmulator } = require("dynatab");
const { setupEmulator } = require("dynatab/jest");

const TABLE = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
};

const { emulator } = setupEmulator({ tables: [TABLE], data: { Music: [{ pk: "seed" }] } });

test("the SDK talks to the emulator where there is a document", async () => {
  const client = new DynamoDBClient(emulator.clientConfig());
  await client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: "a" }, bytes: { B: new Uint8Array([0, 255]) } } }));
  const { Item } = await client.send(new GetItemCommand({ TableName: "Music", Key: { pk: { S: "a" } } }));
  document.body.textContent = [...Item.bytes.B].join();
  expect(document.body.textContent).toBe("0,255");
});

test("an emulator can be made, and closed, in a test", async () => {
  const own = await createEmulator({ seed: 1 });
  await own.close();
});
