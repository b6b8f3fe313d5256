// An ES module in Node. One package, one class: what is imported is what is required.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import * as dynatab from "dynatab";

const required = createRequire(import.meta.url)("dynatab");
assert.equal(required.createEmulator, dynatab.createEmulator);
assert.equal(required.EmulatorError, dynatab.EmulatorError);
assert.deepEqual(Object.keys(required).sort(), ["EmulatorError", "createEmulator", "createEmulatorSync"]);

const emulator = await dynatab.createEmulator();
const client = new DynamoDBClient(emulator.clientConfig());
const { TableNames } = await client.send(new ListTablesCommand({}));
assert.deepEqual(TableNames, []);
await emulator.close();
