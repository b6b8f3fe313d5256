// What the test files have in common: an emulator with the tables of the template and their seed, and the shop over it.

// First, so that the engine is compiled while the AWS SDK is imported.
import { setupEmulator } from "dynatab/vitest";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

import areas from "../shop/areas.js";
import seed from "../shop/seed.js";
import share from "../shop/share.js";
import { Shop } from "../shop/shop.js";

export function testArea(name) {
  const tables = fileURLToPath(new URL("../shop/template.yaml", import.meta.url));
  const { emulator } = share.measured(name, () => setupEmulator({ tables, data: seed.data }));
  const shop = new Shop(DynamoDBDocumentClient.from(new DynamoDBClient(emulator.clientConfig())));
  areas[name]({ test, expect, shop });
}
