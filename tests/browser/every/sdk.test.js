// The package in a real page: the AWS SDK, bundled for browsers, against an emulator in the same tab.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startBrowser } from "../browser.js";

const browser = await startBrowser();
after(() => browser.close());

/** What `inPage` returns when it runs in a tab of its own; its errors are the test's. */
async function inTab(inPage, argument) {
  const tab = await browser.open();
  const asked = [];
  tab.on("request", (request) => asked.push(request.url().slice(browser.url.length)));
  const result = await tab.evaluate(inPage, argument);
  await tab.close();
  return { result, asked };
}

test("the AWS SDK creates a table, writes, queries page by page and reads back", async () => {
  const { result, asked } = await inTab(async () => {
    const { sdk, load } = globalThis.page;
    const emulator = await (await load("")).createEmulator({ region: "eu-west-1" });
    const client = new sdk.DynamoDBClient(emulator.clientConfig());
    await client.send(
      new sdk.CreateTableCommand({
        TableName: "Music",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["Artist", "Song"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        KeySchema: [{ AttributeName: "Artist", KeyType: "HASH" }, { AttributeName: "Song", KeyType: "RANGE" }],
      }),
    );
    for (let song = 0; song < 5; song += 1) {
      await client.send(new sdk.PutItemCommand({ TableName: "Music", Item: { Artist: { S: "É" }, Song: { S: `s${song}` }, Cover: { B: new Uint8Array([song, 255]) } } }));
    }
    const pages = [];
    const query = { TableName: "Music", KeyConditionExpression: "Artist = :a", ExpressionAttributeValues: { ":a": { S: "É" } } };
    for await (const { Items } of sdk.paginateQuery({ client, pageSize: 2 }, query)) pages.push(Items.map(({ Song, Cover }) => [Song.S, ...Cover.B]));
    const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: "Music" }));
    return { pages, arn: Table.TableArn };
  });
  assert.deepEqual(result.pages.flat(), [0, 1, 2, 3, 4].map((song) => [`s${song}`, song, 255]));
  assert.equal(result.arn, "arn:aws:dynamodb:eu-west-1:000000000000:table/Music");
  assert.deepEqual(asked, ["/dist/browser.mjs", "/dist/engine.wasm"], "nothing else leaves the page");
});

test("documents with sets come back, and a failed condition is the SDK's own exception", async () => {
  const { result } = await inTab(async () => {
    const { sdk, documents, load } = globalThis.page;
    const emulator = await (await load("")).createEmulator();
    const client = documents.DynamoDBDocumentClient.from(new sdk.DynamoDBClient(emulator.clientConfig()));
    await client.send(
      new sdk.CreateTableCommand({
        TableName: "Things",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    const put = new documents.PutCommand({ TableName: "Things", Item: { pk: "a", tags: new Set(["x", "y"]) }, ConditionExpression: "attribute_not_exists(pk)" });
    await client.send(put);
    const refusal = await client.send(put).catch((error) => [error instanceof sdk.ConditionalCheckFailedException, error.message]);
    const { Item } = await client.send(new documents.GetCommand({ TableName: "Things", Key: { pk: "a" } }));
    return { refusal, tags: [...Item.tags] };
  });
  assert.deepEqual(result, { refusal: [true, "The conditional request failed"], tags: ["x", "y"] });
});

test("a client that was built elsewhere is attached; emulator.fetch answers a Request with a compressed body", async () => {
  const { result } = await inTab(async () => {
    const { sdk, load } = globalThis.page;
    const emulator = await (await load("")).createEmulator();
    const client = new sdk.DynamoDBClient({ region: "us-west-2", credentials: { accessKeyId: "k", secretAccessKey: "s" } });
    emulator.attach(client);
    const { TableNames } = await client.send(new sdk.ListTablesCommand({}));
    const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
    const headers = { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0", "x-amz-date": "20260101T000000Z", authorization };
    const body = await new Response(new Blob(["{}"]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
    const request = new Request("http://localhost/", { method: "POST", headers: { ...headers, "content-encoding": "gzip" }, body });
    return { TableNames, answer: await (await emulator.fetch(request)).json() };
  });
  assert.deepEqual(result, { TableNames: [], answer: { TableNames: [] } });
});

test("where a server answers a page in place of the engine, the inlined copy is taken", async () => {
  const { result, asked } = await inTab(async () => {
    const emulator = await (await globalThis.page.load("/without-engine")).createEmulator();
    return (await emulator.fetch("http://localhost/")).text();
  });
  assert.match(result, /^healthy/);
  assert.deepEqual(asked.at(-1), "/without-engine/dist/engine-inlined.mjs");
});

test("a worker has an emulator of its own", async () => {
  const { result } = await inTab(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
  );
  assert.deepEqual(result, ["OfTheWorker"]);
});

test("a closed emulator says so", async () => {
  const { result } = await inTab(async () => {
    const { createEmulator, EmulatorError } = await globalThis.page.load("");
    const emulator = await createEmulator();
    await emulator.close();
    return emulator.fetch("http://localhost/").catch((error) => [error instanceof EmulatorError, error.code]);
  });
  assert.deepEqual(result, [true, "EMULATOR_CLOSED"]);
});
