// Dynamoose: a schema with indexes, a table that it creates and waits for, queries, scans, conditions and updates.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { createEmulator } from "dynatab";
import dynamoose from "dynamoose";

const emulator = await createEmulator();
dynamoose.aws.ddb.set(new dynamoose.aws.ddb.DynamoDB(emulator.clientConfig()));

const schema = new dynamoose.Schema(
  {
    pk: { type: String, hashKey: true },
    sk: { type: String, rangeKey: true },
    status: { type: String, index: { name: "byStatus", type: "global", rangeKey: "total", project: true } },
    total: Number,
    paid: { type: Boolean, default: false },
    labels: { type: Set, schema: [String] },
    lines: { type: Array, schema: [{ type: Object, schema: { article: String, count: Number } }] },
  },
  { timestamps: true },
);
const Order = dynamoose.model("Order", schema);
const table = new dynamoose.Table("shop", [Order], {
  initialize: false,
  create: true,
  throughput: "ON_DEMAND",
  waitForActive: { enabled: true, check: { frequency: 10, timeout: 5000 } },
});
const sk = (number) => `ORDER#${String(number).padStart(4, "0")}`;

before(async () => {
  await table.initialize();
  await Order.create({ pk: "ada", sk: sk(0), status: "open", total: 0, labels: new Set(["a", "b"]), lines: [{ article: "x", count: 1 }] });
  const more = Array.from({ length: 24 }, (_, index) => ({ pk: "ada", sk: sk(index + 1), status: index % 2 ? "open" : "paid", total: index + 1 }));
  const { unprocessedItems } = await Order.batchPut(more);
  assert.deepEqual(unprocessedItems, []);
});

test("a second create is refused by its condition", async () => {
  await assert.rejects(Order.create({ pk: "ada", sk: sk(0) }), { name: "ConditionalCheckFailedException" });
});

test("get and batch get", async () => {
  const order = await Order.get({ pk: "ada", sk: sk(0) });
  assert.deepEqual([...order.labels].sort(), ["a", "b"]);
  assert.deepEqual(order.lines, [{ article: "x", count: 1 }]);
  assert.equal(order.paid, false);
  const batch = await Order.batchGet([1, 2, 99].map((number) => ({ pk: "ada", sk: sk(number) })));
  assert.deepEqual(batch.map((found) => found.sk).sort(), [sk(1), sk(2)]);
  assert.equal(await Order.get({ pk: "nobody", sk: "x" }), undefined);
});

test("a query pages through a partition", async () => {
  const seen = [];
  let lastKey;
  do {
    const query = Order.query("pk").eq("ada").limit(7);
    const page = await (lastKey ? query.startAt(lastKey) : query).exec();
    seen.push(...page.map((order) => order.sk));
    lastKey = page.lastKey;
  } while (lastKey);
  assert.deepEqual(seen, Array.from({ length: 25 }, (_, index) => sk(index)));
});

test("queries on the index, ranges, filters, order and count", async () => {
  const open = await Order.query("status").eq("open").where("total").between(4, 9).using("byStatus").sort("descending").exec();
  assert.deepEqual(open.map((order) => order.total), [8, 6, 4]);
  const filtered = await Order.query("pk").eq("ada").where("sk").beginsWith("ORDER#001").filter("total").gt(17).exec();
  assert.deepEqual(filtered.map((order) => order.total), [18, 19]);
  const { count } = await Order.query("pk").eq("ada").count().exec();
  assert.equal(count, 25);
});

test("scans, whole and in parallel", async () => {
  assert.equal((await Order.scan().all().exec()).length, 25);
  assert.equal((await Order.scan("labels").contains("a").exec()).length, 1);
  assert.equal((await Order.scan().parallel(3).exec()).length, 25);
});

test("updates set, add, remove and check", async () => {
  const updated = await Order.update({ pk: "ada", sk: sk(0) }, { $SET: { status: "paid" }, $ADD: { total: 5 }, $REMOVE: ["lines"] });
  assert.equal(updated.status, "paid");
  assert.equal(updated.total, 5);
  assert.equal(updated.lines, undefined);
  const condition = new dynamoose.Condition().filter("status").eq("open");
  await assert.rejects(Order.update({ pk: "ada", sk: sk(0) }, { total: 1 }, { condition }), { name: "ConditionalCheckFailedException" });
});

test("delete", async () => {
  const order = await Order.get({ pk: "ada", sk: sk(24) });
  await order.delete();
  await Order.batchDelete([{ pk: "ada", sk: sk(23) }, { pk: "ada", sk: sk(22) }]);
  assert.equal((await Order.scan().all().exec()).length, 22);
});
