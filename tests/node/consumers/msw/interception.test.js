// Mock Service Worker in Node.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { CreateTableCommand, DynamoDBClient, ListTablesCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { createEmulator } from "dynatab";
import { handlers } from "dynatab/msw";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";

const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
const MUSIC = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
};

/** Mock Service Worker around one test, which lets nothing through that nobody handles. */
function listen(context, ...handled) {
  const server = setupServer(...handled);
  server.listen({ onUnhandledRequest: "error" });
  context.after(() => server.close());
}

test("clients that know nothing of it find the emulator, through fetch and through Node's own http", async (context) => {
  const emulator = await createEmulator();
  listen(context, ...handlers(emulator));
  const client = new DynamoDBClient({ region: "eu-west-1", credentials });
  await client.send(new CreateTableCommand({ ...MUSIC, StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } }));
  await client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: "é" } } }));
  assert.deepEqual((await client.send(new ScanCommand({ TableName: "Music" }))).Items, [{ pk: { S: "é" } }]);
  const { Streams } = await new DynamoDBStreamsClient({ region: "eu-west-1", credentials }).send(new ListStreamsCommand({}));
  assert.equal(Streams.length, 1);
  const answer = await fetch("https://dynamodb.eu-west-1.amazonaws.com/");
  assert.match(await answer.text(), /^healthy: dynamodb/);
  const elsewhere = await new DynamoDBClient({ region: "us-west-2", credentials }).send(new ListTablesCommand({}));
  assert.deepEqual(elsewhere.TableNames, [], "the region is the client's");
});

test("what DynamoDB refuses is the SDK's exception", async (context) => {
  listen(context, ...handlers(await createEmulator()));
  const client = new DynamoDBClient({ region: "eu-west-1", credentials });
  await assert.rejects(client.send(new ScanCommand({ TableName: "Nothing" })), { name: "ResourceNotFoundException" });
});

test("other requests go their way", async (context) => {
  const origin = createServer((request, response) => response.end("the origin"));
  await new Promise((resolve) => origin.listen(0, "127.0.0.1", resolve));
  context.after(() => origin.close());
  let made = 0;
  const server = setupServer(...handlers(() => (made += 1) && createEmulator()), http.get("https://example.com/", () => HttpResponse.text("mocked")));
  server.listen({ onUnhandledRequest: "bypass" });
  context.after(() => server.close());
  assert.equal(await (await fetch("https://example.com/")).text(), "mocked");
  assert.equal(await (await fetch(`http://127.0.0.1:${origin.address().port}/`)).text(), "the origin");
  assert.equal(made, 0, "nor is an emulator made for them");
});

test("an endpoint of one's own is answered on request", async (context) => {
  listen(context, ...handlers(await createEmulator(), { endpoint: "http://localhost:8000" }));
  const client = new DynamoDBClient({ region: "eu-west-1", credentials, endpoint: "http://localhost:8000" });
  assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, []);
});

test("an emulator that could not be made is tried again", async (context) => {
  let tries = 0;
  const make = async () => {
    tries += 1;
    if (tries === 1) throw new Error("not yet");
    return createEmulator();
  };
  listen(context, ...handlers(make));
  const list = () => new DynamoDBClient({ region: "eu-west-1", credentials, maxAttempts: 1 }).send(new ListTablesCommand({}));
  await assert.rejects(list());
  assert.deepEqual((await list()).TableNames, []);
});

test("what is no emulator, and options that make no sense, are refused", () => {
  assert.throws(() => handlers({}), new TypeError("handlers: {} is no emulator: write what createEmulator() returned, or a function that calls it"));
  assert.throws(() => handlers(undefined), /handlers: undefined is no emulator/);
  assert.throws(() => handlers(createEmulator(), { endpoint: "localhost" }), /handlers: endpoint cannot be "localhost": write the address/);
  assert.throws(() => handlers(createEmulator(), { endpoints: [] }), /there is no option "endpoints"; write one of endpoint/);
});
