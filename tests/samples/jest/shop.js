// What the test files have in common: an emulator with the tables of the template and their seed, and the shop over it.

const { join } = require("node:path");

const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient } = require("@aws-sdk/lib-dynamodb");
const { setupEmulator } = require("dynatab/jest");

const areas = require("../shop/areas.js");
const { data } = require("../shop/seed.js");
const { measured } = require("../shop/share.js");
const { Shop } = require("../shop/shop.js");

exports.testArea = (name) => {
  const tables = join(__dirname, "../shop/template.yaml");
  const { emulator } = measured(name, () => setupEmulator({ tables, data }));
  const shop = new Shop(DynamoDBDocumentClient.from(new DynamoDBClient(emulator.clientConfig())));
  areas[name]({ test, expect, shop });
};
