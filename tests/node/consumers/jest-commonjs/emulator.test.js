const { DynamoDBClient, ListTablesCommand } = require("@aws-sdk/client-dynamodb");
const { createEmulator, EmulatorError } = require("dynatab");

test("the SDK talks to the emulator in Jest, CommonJS", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await emulator.close();
  await expect(client.send(new ListTablesCommand({}))).rejects.toBeInstanceOf(EmulatorError);
});
