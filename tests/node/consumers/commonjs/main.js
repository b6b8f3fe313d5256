// A CommonJS module in Node.

const assert = require("node:assert/strict");

const { DynamoDBClient, ListTablesCommand } = require("@aws-sdk/client-dynamodb");
const { createEmulator } = require("dynatab");

async function main() {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  const { TableNames } = await client.send(new ListTablesCommand({}));
  assert.deepEqual(TableNames, []);
  await emulator.close();
  assert.throws(() => require("dynatab/dist/node.js"), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
  assert.throws(() => require("dynatab/src/emulator.js"), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
}

main();
