import { CreateTableCommand, DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { createEmulator, EmulatorError } from "dynatab";
import { expect, test } from "vitest";

test("the SDK talks to the emulator in Vitest", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await emulator.close();
  await expect(client.send(new ListTablesCommand({}))).rejects.toBeInstanceOf(EmulatorError);
});

test("binaries and sets come back as they were sent, in Vitest", async () => {
  const emulator = await createEmulator();
  const client = new DynamoDBClient(emulator.clientConfig());
  await client.send(new CreateTableCommand({
    TableName: "octets",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "B" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  }));
  const Item = {
    pk: { B: new Uint8Array([0, 255, 128]) },
    buffer: { B: Buffer.from("octets") },
    blobs: { BS: [new Uint8Array([1]), new Uint8Array([2, 3])] },
    texts: { SS: ["a", "b"] },
    numbers: { NS: ["1", "2.5"] },
    large: { B: new Uint8Array(100_000).fill(7) },
  };
  await client.send(new PutItemCommand({ TableName: "octets", Item }));
  const read = (await client.send(new GetItemCommand({ TableName: "octets", Key: { pk: Item.pk } }))).Item;
  expect([...read.pk.B]).toEqual([0, 255, 128]);
  expect(Buffer.from(read.buffer.B).toString()).toBe("octets");
  expect(read.blobs.BS.map((blob) => [...blob])).toEqual([[1], [2, 3]]);
  expect([read.texts.SS, read.numbers.NS]).toEqual([["a", "b"], ["1", "2.5"]]);
  expect(read.large.B.length).toBe(100_000);

  const documents = DynamoDBDocumentClient.from(client);
  await documents.send(new PutCommand({ TableName: "octets", Item: { pk: Buffer.from("doc"), tags: new Set(["x", "y"]), counts: new Set([1, 2]) } }));
  const document = (await documents.send(new GetCommand({ TableName: "octets", Key: { pk: Buffer.from("doc") } }))).Item;
  expect(document.tags).toEqual(new Set(["x", "y"]));
  expect(document.counts).toEqual(new Set([1, 2]));

  const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
  const head = { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0", "x-amz-date": "20260101T000000Z", authorization };
  const text = new TextEncoder().encode("{}");
  for (const body of [text, text.buffer, new DataView(text.buffer), "{}"]) {
    const { response } = await emulator.requestHandler.handle({ method: "POST", headers: head, body });
    expect(response.statusCode).toBe(200);
    expect(response.body).toBeInstanceOf(Uint8Array);
  }
  await emulator.close();
});
