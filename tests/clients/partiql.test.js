// PartiQL through the AWS SDK v3 and lib-dynamodb: statements, pages, batches and transactions as an application sends them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DuplicateItemException,
  DynamoDBClient,
  ExecuteStatementCommand as RawExecuteStatementCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { BatchExecuteStatementCommand, DynamoDBDocumentClient, ExecuteStatementCommand, ExecuteTransactionCommand } from "@aws-sdk/lib-dynamodb";
import { createEmulator } from "dynatab";

import { DEFINITION, TABLE } from "./table.js";

let emulator;
let documents;

before(async () => {
  emulator = await createEmulator({ storage: "memory" });
  const client = new DynamoDBClient(emulator.clientConfig());
  await client.send(new CreateTableCommand(DEFINITION));
  documents = DynamoDBDocumentClient.from(client);
});

after(() => emulator.close());

const run = (Statement, Parameters, rest) => documents.send(new ExecuteStatementCommand({ Statement, Parameters, ...rest }));

/** All items of a statement, page by page. */
async function* pages(Statement, Parameters, Limit) {
  let NextToken;
  do {
    const page = await run(Statement, Parameters, { Limit, NextToken });
    yield page.Items;
    NextToken = page.NextToken;
  } while (NextToken);
}

test("documents go in and come back as JavaScript values", async () => {
  const order = { pk: "c#1", sk: "o#1", total: 12.5, open: true, lines: [{ sku: "a", count: 2 }], labels: new Set(["gift"]), image: new Uint8Array([1, 2]) };
  const { Items } = await run(`INSERT INTO "${TABLE}" VALUE ?`, [order]);
  assert.deepEqual(Items, []);
  const found = await run(`SELECT * FROM "${TABLE}" WHERE pk = ? AND sk = ?`, ["c#1", "o#1"]);
  assert.deepEqual(found.Items, [order]);
  await assert.rejects(run(`INSERT INTO "${TABLE}" VALUE {'pk': ?, 'sk': ?}`, ["c#1", "o#1"]), DuplicateItemException);
  const updated = await run(`UPDATE "${TABLE}" SET total = total + ? SET lines[0]."count" = 3 WHERE pk = ? AND sk = ? RETURNING MODIFIED NEW *`, [
    0.5,
    "c#1",
    "o#1",
  ]);
  assert.deepEqual(updated.Items, [{ total: 13, lines: [{ count: 3 }] }]);
});

test("the item whose condition failed reaches the client", async () => {
  const failing = new RawExecuteStatementCommand({
    Statement: `DELETE FROM "${TABLE}" WHERE pk = 'c#1' AND sk = 'o#1' AND total > 1000`,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  await assert.rejects(documents.send(failing), (error) => {
    assert.ok(error instanceof ConditionalCheckFailedException);
    assert.equal(error.message, "The conditional request failed");
    assert.deepEqual(error.Item.pk, { S: "c#1" });
    return true;
  });
});

test("pages put together are the whole, whatever their size", async () => {
  for (let start = 0; start < 60; start += 20) {
    const Statements = Array.from({ length: 20 }, (_, at) => {
      const [pk, sk] = [`c#${2 + ((start + at) % 3)}`, `o#${String(start + at).padStart(3, "0")}`];
      return { Statement: `INSERT INTO "${TABLE}" VALUE {'pk': ?, 'sk': ?, 'gsi1pk': 'all', 'gsi1sk': ?}`, Parameters: [pk, sk, sk] };
    });
    const { Responses } = await documents.send(new BatchExecuteStatementCommand({ Statements }));
    assert.deepEqual(Responses, Array(20).fill({ TableName: TABLE }));
  }
  for (const [statement, parameters, expected] of [
    [`SELECT sk FROM "${TABLE}" WHERE pk = ? AND begins_with(sk, ?)`, ["c#3", "o#"], 20],
    [`SELECT sk FROM "${TABLE}"."gsi1" WHERE gsi1pk = ?`, ["all"], 60],
    [`SELECT sk FROM "${TABLE}" WHERE pk IN [?, ?]`, ["c#2", "c#4"], 40],
    [`SELECT sk FROM "${TABLE}" WHERE sk BETWEEN ? AND ?`, ["o#010", "o#059"], 50],
  ]) {
    for (const limit of [7, 20, undefined]) {
      const all = [];
      for await (const items of pages(statement, parameters, limit)) all.push(...items.map(({ sk }) => sk));
      assert.equal(new Set(all).size, expected, `${statement} by ${limit}`);
      assert.equal(all.length, expected);
    }
  }
});

test("a transaction is made whole or tells why it is not", async () => {
  const exists = { Statement: `EXISTS(SELECT * FROM "${TABLE}" WHERE pk = ? AND sk = ? AND "open" = ?)`, Parameters: ["c#1", "o#1", true] };
  const insert = { Statement: `INSERT INTO "${TABLE}" VALUE {'pk': 'c#9', 'sk': 'new'}` };
  await documents.send(new ExecuteTransactionCommand({ TransactStatements: [exists, insert] }));
  await assert.rejects(documents.send(new ExecuteTransactionCommand({ TransactStatements: [exists, insert] })), (error) => {
    assert.ok(error instanceof TransactionCanceledException);
    assert.deepEqual(error.CancellationReasons.map(({ Code }) => Code), ["None", "DuplicateItem"]);
    return true;
  });
  const read = [`SELECT total FROM "${TABLE}" WHERE pk = 'c#1' AND sk = 'o#1'`, `SELECT * FROM "${TABLE}" WHERE pk = 'c#9' AND sk = 'gone'`];
  const { Responses } = await documents.send(new ExecuteTransactionCommand({ TransactStatements: read.map((Statement) => ({ Statement })) }));
  assert.deepEqual(Responses, [{ Item: { total: 13 } }, {}]);
});
