// DynamoDB Streams and time to live through the AWS SDK v3, in this process and over HTTP.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { createEmulator } from "dynatab";

import { Server } from "../../npm/src/node/server.js";

const TABLE = "Events";
const COUNT = 200;

/** Creates the table and gives the ARN of its stream. */
async function createStream(client) {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { TableName: TABLE });
  return TableDescription.LatestStreamArn;
}

/** The shards of a stream, page by page. */
async function* shards(streams, StreamArn) {
  let ExclusiveStartShardId;
  do {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId, Limit: 2 }));
    yield* StreamDescription.Shards;
    ExclusiveStartShardId = StreamDescription.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
}

/**
 * Reads a shard to its end. Of an open shard that is when `isDone` says so, after a page without records.
 */
async function* records(streams, StreamArn, { ShardId }, isDone) {
  const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
  let { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  while (ShardIterator) {
    const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 7 }));
    yield* Records;
    if (Records.length === 0 && isDone()) return;
    if (Records.length === 0) await new Promise(setImmediate);
    ShardIterator = NextShardIterator;
  }
}

async function write(documents) {
  for (let number = 0; number < COUNT; number += 1) {
    const Item = { id: `event-${number % 20}`, number, labels: new Set([1, 2, 3]) };
    await documents.send(new PutCommand({ TableName: TABLE, Item }));
  }
  const Key = { id: "event-0" };
  await documents.send(
    new UpdateCommand({ TableName: TABLE, Key, UpdateExpression: "REMOVE labels SET #n = :n", ExpressionAttributeNames: { "#n": "number" }, ExpressionAttributeValues: { ":n": -1 } }),
  );
  await documents.send(new DeleteCommand({ TableName: TABLE, Key }));
}

/** One client writes while another reads the stream to its end. */
async function readWhileWriting(client, streams) {
  const StreamArn = await createStream(client);
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName: TABLE }));
  assert.deepEqual(Streams.map((stream) => stream.StreamArn), [StreamArn]);
  let done = false;
  const writing = write(DynamoDBDocumentClient.from(client)).then(() => (done = true));
  const read = [];
  for await (const shard of shards(streams, StreamArn)) {
    for await (const record of records(streams, StreamArn, shard, () => done)) read.push(record);
  }
  await writing;
  assert.equal(read.length, COUNT + 2);
  const numbers = read.slice(0, COUNT).map(({ dynamodb }) => Number(dynamodb.NewImage.number.N));
  assert.deepEqual(numbers, Array.from({ length: COUNT }, (_, number) => number));
  const [first, last] = [read[0], read.at(-1)];
  assert.deepEqual([first.eventName, read[20].eventName, last.eventName], ["INSERT", "MODIFY", "REMOVE"]);
  assert.deepEqual(last.dynamodb.OldImage, { id: { S: "event-0" }, number: { N: "-1" } });
  assert.ok(first.dynamodb.ApproximateCreationDateTime instanceof Date);
  assert.deepEqual(first.dynamodb.NewImage.labels, { NS: ["3", "2", "1"] });
}

test("a stream is read in this process while another client writes", async () => {
  const emulator = await createEmulator();
  await readWhileWriting(new DynamoDBClient(emulator.clientConfig()), new DynamoDBStreamsClient(emulator.clientConfig()));
});

test("a stream is read over HTTP while another client writes", async () => {
  const emulator = await createEmulator();
  const server = new Server(emulator);
  after(() => server.close());
  const { port } = await server.listen({ host: "127.0.0.1", port: 0 });
  const config = { endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };
  const [client, streams] = [new DynamoDBClient(config), new DynamoDBStreamsClient(config)];
  await readWhileWriting(client, streams);
  client.destroy();
  streams.destroy();
});

test("a client of streams can be attached", async () => {
  const emulator = await createEmulator();
  const StreamArn = await createStream(new DynamoDBClient(emulator.clientConfig()));
  const streams = new DynamoDBStreamsClient({});
  emulator.attach(streams);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  assert.equal(StreamDescription.StreamStatus, "ENABLED");
  await assert.rejects(streams.send(new DescribeStreamCommand({ StreamArn: `${StreamArn}9` })), ResourceNotFoundException);
});

test("items expire, shards split and roll, iterators and records grow old, by the emulator's clock", async () => {
  const emulator = await createEmulator();
  emulator.clock.freeze("2026-10-01T00:00:00Z");
  const client = new DynamoDBClient(emulator.clientConfig());
  const documents = DynamoDBDocumentClient.from(client);
  const streams = new DynamoDBStreamsClient(emulator.clientConfig());
  const StreamArn = await createStream(client);
  await client.send(new UpdateTimeToLiveCommand({ TableName: TABLE, TimeToLiveSpecification: { Enabled: true, AttributeName: "until" } }));
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: TABLE }));
  assert.deepEqual(TimeToLiveDescription, { TimeToLiveStatus: "ENABLED", AttributeName: "until" });
  await documents.send(new PutCommand({ TableName: TABLE, Item: { id: "short", until: emulator.clock.now() / 1000 + 60 } }));
  assert.equal(emulator.expireItems(), 0);
  emulator.clock.advance({ minutes: 2 });
  assert.equal(emulator.expireItems(), 1);

  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const [{ ShardId }] = StreamDescription.Shards;
  const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  assert.deepEqual(Records.map(({ eventName, userIdentity }) => [eventName, userIdentity]), [
    ["INSERT", undefined],
    ["REMOVE", { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" }],
  ]);

  const children = emulator.splitShard({ streamArn: StreamArn, shardId: ShardId });
  const ShardFilter = { Type: "CHILD_SHARDS", ShardId };
  const described = await streams.send(new DescribeStreamCommand({ StreamArn, ShardFilter }));
  assert.deepEqual(described.StreamDescription.Shards.map((shard) => shard.ShardId), children);
  assert.throws(() => emulator.splitShard({ streamArn: StreamArn, shardId: ShardId }), { name: "TypeError", message: /is no open shard/ });
  assert.throws(() => emulator.splitShard({}), { name: "TypeError", message: /there is no stream/ });

  emulator.clock.advance({ minutes: 16 });
  await assert.rejects(streams.send(new GetRecordsCommand({ ShardIterator })), ExpiredIteratorException);
  const { SequenceNumber } = Records[0].dynamodb;
  emulator.clock.advance({ hours: 23, minutes: 43 });
  const at = { ...start, ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber };
  await assert.rejects(streams.send(new GetShardIteratorCommand(at)), TrimmedDataAccessException);
});
