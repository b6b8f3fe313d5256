// Vector search with the AWS SDK v3. SearchVectors has an endpoint of its own at AWS; here every host is the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  SearchVectorsCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

const TABLE = "documents";
const INDEX = "embeddings";
const vector = (...numbers) => numbers.map((number) => ({ N: String(number) }));

const DEFINITION = {
  TableName: TABLE,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["id", "tenant", "language"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  VectorIndexes: [
    {
      IndexName: INDEX,
      VectorAttribute: { AttributeName: "embedding" },
      SearchSchema: [
        { AttributeName: "tenant", SearchSchemaElementType: "HASH" },
        { AttributeName: "language", SearchSchemaElementType: "INLINE_FILTER" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["title"] },
      Dimensions: 3,
      DistanceFunction: "COSINE",
    },
  ],
};

const DOCUMENTS = [
  ["fox", "a", "en", [1, 0, 0]],
  ["renard", "a", "fr", [0.9, 0.1, 0]],
  ["hen", "a", "en", [0, 1, 0]],
  ["other", "b", "en", [1, 0, 0]],
];

async function searchDocuments(client) {
  await client.send(new CreateTableCommand(DEFINITION));
  const { Table } = await client.send(new DescribeTableCommand({ TableName: TABLE }));
  assert.equal(Table.VectorIndexes[0].IndexStatus, "ACTIVE");
  const items = DOCUMENTS.map(([title, tenant, language, numbers], id) => ({
    PutRequest: {
      Item: { id: { S: String(id) }, tenant: { S: tenant }, language: { S: language }, title: { S: title }, embedding: { L: vector(...numbers) } },
    },
  }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: items } }));

  const nearest = { TableName: TABLE, IndexName: INDEX, SearchVector: vector(1, 0, 0), TopK: 2, ReturnConsumedCapacity: "TOTAL" };
  const own = { SearchConditionExpression: "tenant = :t", ExpressionAttributeValues: { ":t": { S: "a" } } };
  const { SearchResults, ConsumedCapacity } = await client.send(new SearchVectorsCommand({ ...nearest, ...own }));
  assert.deepEqual(SearchResults.map(({ Item }) => Item.title.S), ["fox", "renard"]);
  assert.equal(SearchResults[0].Score, 0);
  assert.ok(SearchResults[1].Score > 0 && SearchResults[1].Score < 0.01);
  assert.equal(SearchResults[0].Item.embedding, undefined);
  assert.ok(ConsumedCapacity.VectorSearchRequestBytes >= 1024);

  const english = {
    SearchConditionExpression: "tenant = :t AND #l = :l",
    ExpressionAttributeNames: { "#l": "language" },
    ExpressionAttributeValues: { ":t": { S: "a" }, ":l": { S: "en" } },
    ProjectionExpression: "title",
  };
  const filtered = await client.send(new SearchVectorsCommand({ ...nearest, ...english }));
  assert.deepEqual(filtered.SearchResults, [
    { Item: { title: { S: "fox" } }, Score: 0 },
    { Item: { title: { S: "hen" } }, Score: 1 },
  ]);
}

async function refuse(client) {
  const search = { TableName: TABLE, IndexName: INDEX, SearchVector: vector(1, 0, 0), TopK: 1 };
  const message = "SearchConditionExpression must be provided when SearchSchema has a HASH key";
  await assert.rejects(client.send(new SearchVectorsCommand(search)), { name: "ValidationException", message });
  const short = { id: { S: "9" }, tenant: { S: "a" }, embedding: { L: vector(1) } };
  await assert.rejects(client.send(new PutItemCommand({ TableName: TABLE, Item: short })), /Invalid size for parameter embedding/);
  await client.send(new UpdateTableCommand({ TableName: TABLE, VectorIndexUpdates: [{ Delete: { IndexName: INDEX } }] }));
  await assert.rejects(client.send(new SearchVectorsCommand(search)), /The table does not have the specified index: embeddings/);
}

const WAYS = {
  "clientConfig()": (emulator) => new DynamoDBClient(emulator.clientConfig()),
  "clientConfig() with real signatures": (emulator) => new DynamoDBClient(emulator.clientConfig({ signatures: true })),
  "clientConfig() with an endpoint": (emulator) =>
    new DynamoDBClient({ ...emulator.clientConfig(), endpoint: "http://127.0.0.1:8000" }),
  "attach()": (emulator) => {
    const client = new DynamoDBClient({ region: "eu-west-2" });
    emulator.attach(client);
    return client;
  },
};

for (const [way, connect] of Object.entries(WAYS)) {
  test(`vectors are searched through ${way}`, async () => {
    const emulator = await createEmulator();
    const client = connect(emulator);
    await searchDocuments(client);
    await refuse(client);
  });
}
