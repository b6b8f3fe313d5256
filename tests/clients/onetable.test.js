// dynamodb-onetable: its own table creation, models in one table, an index that follows to the item.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";
import { Table } from "dynamodb-onetable";
import { Dynamo } from "dynamodb-onetable/Dynamo";

const emulator = await createEmulator();
const client = new Dynamo({ client: new DynamoDBClient(emulator.clientConfig()) });

const table = new Table({
  client,
  name: "shop",
  partial: true,
  schema: {
    format: "onetable:1.1.0",
    version: "0.0.1",
    indexes: {
      primary: { hash: "pk", sort: "sk" },
      gs1: { hash: "gs1pk", sort: "gs1sk", project: "all" },
      ls1: { type: "local", sort: "total", project: "all" },
    },
    models: {
      Customer: {
        pk: { type: String, value: "customer:${id}" },
        sk: { type: String, value: "customer:" },
        gs1pk: { type: String, value: "email:${email}" },
        gs1sk: { type: String, value: "customer:" },
        id: { type: String, required: true },
        email: { type: String, required: true },
        visits: { type: Number, default: 0 },
        since: { type: Date },
        address: { type: Object, default: {}, schema: { city: { type: String }, zip: { type: String } } },
      },
      Order: {
        pk: { type: String, value: "customer:${customerId}" },
        sk: { type: String, value: "order:${id}" },
        gs1pk: { type: String, value: "status:${status}" },
        gs1sk: { type: String, value: "order:${id}" },
        customerId: { type: String, required: true },
        id: { type: String, required: true },
        status: { type: String, enum: ["open", "paid"], required: true },
        total: { type: Number, required: true },
      },
    },
    params: { isoDates: true, timestamps: true },
  },
});

const Customer = table.getModel("Customer");
const Order = table.getModel("Order");
const id = (number) => String(number).padStart(4, "0");

before(async () => {
  assert.equal(await table.exists(), false);
  await table.createTable();
  assert.equal(await table.exists(), true);
  await Customer.create({ id: "ada", email: "ada@example.com", since: new Date(Date.UTC(2026, 0, 1)), address: { city: "London", zip: "1" } });
  const batch = {};
  for (let number = 0; number < 20; number += 1) {
    await Order.create({ customerId: "ada", id: id(number), status: number % 2 ? "open" : "paid", total: 100 - number }, { batch });
  }
  await table.batchWrite(batch);
});

test("a second create is refused by its condition", async () => {
  await assert.rejects(Customer.create({ id: "ada", email: "x@example.com" }), { code: "ConditionalCheckFailedException" });
});

test("get by key and by index", async () => {
  const customer = await Customer.get({ id: "ada" });
  assert.equal(customer.visits, 0);
  assert.equal(customer.since.getTime(), Date.UTC(2026, 0, 1));
  const found = await Customer.get({ email: "ada@example.com" }, { index: "gs1" });
  assert.equal(found.id, "ada");
  assert.equal(await Customer.get({ id: "nobody" }), undefined);
});

test("find pages through a partition", async () => {
  const seen = [];
  let next;
  do {
    const page = await Order.find({ customerId: "ada" }, { limit: 6, next });
    seen.push(...page.map((order) => order.id));
    next = page.next;
  } while (next);
  assert.deepEqual(seen, Array.from({ length: 20 }, (_, number) => id(number)));
});

test("find on indexes, with conditions and backwards", async () => {
  const open = await Order.find({ gs1pk: "status:open", gs1sk: { begins: "order:001" } }, { index: "gs1" });
  assert.deepEqual(open.map((order) => order.id), ["0011", "0013", "0015", "0017", "0019"]);
  const cheap = await Order.find({ customerId: "ada" }, { where: "${total} <= {85}", reverse: true });
  assert.deepEqual(cheap.map((order) => order.total), [81, 82, 83, 84, 85]);
  const dearest = await Order.find({ pk: "customer:ada", total: { ">=": 98 } }, { index: "ls1", hidden: true });
  assert.deepEqual(dearest.map((order) => order.total), [98, 99, 100]);
  const count = await Order.find({ customerId: "ada" }, { count: true });
  assert.equal(count.count, 20);
});

test("scan filters by model", async () => {
  assert.equal((await Customer.scan()).length, 1);
  assert.equal((await Order.scan({ status: "paid" })).length, 10);
});

test("update sets, adds, removes and checks", async () => {
  const customer = await Customer.update({ id: "ada", email: "new@example.com" }, { add: { visits: 3 }, set: { "address.city": "Paris" }, remove: ["since"] });
  assert.equal(customer.visits, 3);
  assert.deepEqual(customer.address, { city: "Paris", zip: "1" });
  assert.equal(customer.since, undefined);
  assert.equal((await Customer.get({ email: "new@example.com" }, { index: "gs1" })).id, "ada");
  await assert.rejects(Customer.update({ id: "nobody", visits: 1 }), { code: "ConditionalCheckFailedException" });
  await assert.rejects(Customer.update({ id: "ada", visits: 9 }, { where: "${visits} > {5}" }), { code: "ConditionalCheckFailedException" });
});

test("upsert and batch get", async () => {
  await Customer.upsert({ id: "bob", email: "bob@example.com" });
  const batch = {};
  await Customer.get({ id: "ada" }, { batch });
  await Customer.get({ id: "bob" }, { batch });
  const items = await table.batchGet(batch, { parse: true, hidden: false });
  assert.deepEqual(items.map((customer) => customer.id).sort(), ["ada", "bob"]);
});

test("remove, and deletion of the table", async () => {
  const removed = await Order.remove({ customerId: "ada", id: "0000" });
  assert.equal(removed.total, 100);
  await assert.rejects(Order.remove({ customerId: "ada", id: "0000" }, { exists: true }), { code: "ConditionalCheckFailedException" });
  await table.deleteTable("DeleteTableForever");
  assert.equal(await table.exists(), false);
});
