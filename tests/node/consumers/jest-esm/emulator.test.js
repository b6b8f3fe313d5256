import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { createEmulator, EmulatorError } from "dynatab";

test("the SDK talks to the emulator in Jest, ES modules", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await emulator.close();
  await expect(client.send(new ListTablesCommand({}))).rejects.toBeInstanceOf(EmulatorError);
});
