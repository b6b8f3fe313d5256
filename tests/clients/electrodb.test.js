// ElectroDB: two entities in one table, a collection over both, an overloaded index.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";
import { Entity, Service } from "electrodb";

import { DEFINITION, TABLE } from "./table.js";

const emulator = await createEmulator();
const client = new DynamoDBClient(emulator.clientConfig());
const configuration = { client, table: TABLE };

const Customer = new Entity(
  {
    model: { service: "shop", entity: "customer", version: "1" },
    attributes: {
      customerId: { type: "string", required: true },
      email: { type: "string", required: true },
      visits: { type: "number", default: 0 },
      labels: { type: "set", items: "string" },
      address: { type: "map", properties: { city: { type: "string" }, zip: { type: "string" } } },
    },
    indexes: {
      primary: { collection: "account", pk: { field: "pk", composite: ["customerId"] }, sk: { field: "sk", composite: [] } },
      byEmail: { index: "gsi1", pk: { field: "gsi1pk", composite: ["email"] }, sk: { field: "gsi1sk", composite: [] } },
    },
  },
  configuration,
);

const Order = new Entity(
  {
    model: { service: "shop", entity: "order", version: "1" },
    attributes: {
      customerId: { type: "string", required: true },
      orderId: { type: "string", required: true },
      status: { type: ["open", "paid", "shipped"], required: true },
      total: { type: "number", required: true },
      lines: { type: "list", items: { type: "map", properties: { article: { type: "string" }, count: { type: "number" } } } },
    },
    indexes: {
      primary: { collection: "account", pk: { field: "pk", composite: ["customerId"] }, sk: { field: "sk", composite: ["orderId"] } },
      byStatus: { index: "gsi1", pk: { field: "gsi1pk", composite: ["status"] }, sk: { field: "gsi1sk", composite: ["orderId"] } },
    },
  },
  configuration,
);

const shop = new Service({ Customer, Order }, configuration);
const orderId = (number) => String(number).padStart(4, "0");

before(async () => {
  await client.send(new CreateTableCommand(DEFINITION));
  await Customer.create({ customerId: "ada", email: "ada@example.com", labels: ["new"], address: { city: "London", zip: "1" } }).go();
  const orders = Array.from({ length: 40 }, (_, index) => ({
    customerId: "ada",
    orderId: orderId(index),
    status: index % 4 ? "open" : "paid",
    total: index * 2.5,
    lines: [{ article: `a${index}`, count: index }],
  }));
  const { unprocessed } = await Order.put(orders).go();
  assert.deepEqual(unprocessed, []);
});

test("a second create of the same customer is refused by its condition", async () => {
  await assert.rejects(Customer.create({ customerId: "ada", email: "other@example.com" }).go(), /conditional request failed/i);
});

test("get, batch get and a query on the index find what was written", async () => {
  const { data } = await Customer.get({ customerId: "ada" }).go();
  assert.deepEqual({ ...data, labels: [...data.labels] }, {
    customerId: "ada", email: "ada@example.com", visits: 0, labels: ["new"], address: { city: "London", zip: "1" },
  });
  const found = await Customer.query.byEmail({ email: "ada@example.com" }).go();
  assert.deepEqual(found.data.map(({ customerId }) => customerId), ["ada"]);
  const batch = await Order.get([3, 5, 99].map((number) => ({ customerId: "ada", orderId: orderId(number) }))).go();
  assert.deepEqual(batch.data.map((order) => order.orderId).sort(), ["0003", "0005"]);
});

test("cursors lead through all pages, forwards and backwards", async () => {
  for (const direction of ["asc", "desc"]) {
    const seen = [];
    let cursor = null;
    do {
      const page = await Order.query.primary({ customerId: "ada" }).go({ limit: 7, cursor, order: direction });
      seen.push(...page.data.map((order) => order.orderId));
      cursor = page.cursor;
    } while (cursor);
    const expected = Array.from({ length: 40 }, (_, index) => orderId(index));
    assert.deepEqual(seen, direction === "asc" ? expected : expected.reverse());
  }
});

test("sort key operators and filters", async () => {
  const between = await Order.query.primary({ customerId: "ada" }).between({ orderId: "0010" }, { orderId: "0014" }).go();
  assert.equal(between.data.length, 5);
  const begins = await Order.query.byStatus({ status: "open" }).begins({ orderId: "002" }).go();
  assert.deepEqual(begins.data.map((order) => order.orderId), ["0021", "0022", "0023", "0025", "0026", "0027", "0029"]);
  const filtered = await Order.query
    .byStatus({ status: "paid" })
    .where(({ total }, { gt, lte }) => `${gt(total, 20)} AND ${lte(total, 60)}`)
    .go({ pages: "all" });
  assert.deepEqual(filtered.data.map((order) => order.total), [30, 40, 50, 60]);
  const scanned = await Order.scan.where(({ lines }, { eq }) => eq(lines[0].count, 17)).go({ pages: "all" });
  assert.deepEqual(scanned.data.map((order) => order.orderId), ["0017"]);
});

test("a collection returns both entities", async () => {
  const { data } = await shop.collections.account({ customerId: "ada" }).go({ pages: "all" });
  assert.equal(data.Customer.length, 1);
  assert.equal(data.Order.length, 40);
});

test("update, patch and upsert change what they name", async () => {
  const { data } = await Customer.update({ customerId: "ada" })
    .add({ visits: 2, labels: ["loyal"] })
    .set({ email: "lovelace@example.com" })
    .data(({ address }, { set }) => set(address.city, "Paris"))
    .go({ response: "all_new" });
  assert.equal(data.visits, 2);
  assert.deepEqual(data.address, { city: "Paris", zip: "1" });
  assert.deepEqual([...data.labels].sort(), ["loyal", "new"]);
  assert.equal((await Customer.query.byEmail({ email: "ada@example.com" }).go()).data.length, 0);
  assert.equal((await Customer.query.byEmail({ email: "lovelace@example.com" }).go()).data.length, 1);
  await assert.rejects(Customer.patch({ customerId: "nobody" }).set({ visits: 1 }).go(), /conditional request failed/i);
  const upserted = await Customer.upsert({ customerId: "bob", email: "bob@example.com", visits: 5 }).go({ response: "all_new" });
  assert.equal(upserted.data.visits, 5);
  await assert.rejects(
    Order.update({ customerId: "ada", orderId: "0001" })
      .set({ status: "shipped" })
      .where(({ status }, { eq }) => eq(status, "paid"))
      .go(),
    /conditional request failed/i,
  );
});

test("delete and remove", async () => {
  const { data } = await Order.delete({ customerId: "ada", orderId: "0039" }).go({ response: "all_old" });
  assert.equal(data.total, 97.5);
  await assert.rejects(Order.remove({ customerId: "ada", orderId: "0039" }).go(), /conditional request failed/i);
  await Order.delete([{ customerId: "ada", orderId: "0038" }, { customerId: "ada", orderId: "0037" }]).go();
  const { data: rest } = await Order.query.primary({ customerId: "ada" }).go({ pages: "all" });
  assert.equal(rest.length, 37);
});
