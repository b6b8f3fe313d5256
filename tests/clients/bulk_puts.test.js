// Bulk puts as the AWS SDK for JavaScript sees them, in process and over HTTP.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";

import { DynamoDB, paginateListBulkOperations } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { createEmulator } from "dynatab";

import { Server } from "../../npm/src/node/server.js";

const Bucket = "amzn-s3-demo-bucket";
const TableName = "Music";

const faces = {
  "in process": async (emulator) => ({ config: emulator.clientConfig(), stop: async () => {} }),
  "over HTTP": async (emulator) => {
    const server = new Server(emulator);
    const { port } = await server.listen({ host: "127.0.0.1", port: 0 });
    const { region, credentials } = emulator.clientConfig();
    return { config: { region, credentials, endpoint: `http://127.0.0.1:${port}` }, stop: () => server.close() };
  },
};

for (const [name, open] of Object.entries(faces)) {
  describe(`bulk puts ${name}`, () => {
    let emulator, dynamodb, s3, stop;
    const file = (records) => gzipSync(records.map((record) => JSON.stringify(record) + "\n").join(""));
    const start = (Key, more) =>
      dynamodb.startBulkPutItems({
        TableName,
        InputS3Configuration: { S3Bucket: Bucket, S3KeyPrefix: Key, InputFormat: "DYNAMODB_JSON", InputCompressionType: "GZIP" },
        OutputS3Configuration: { S3Bucket: Bucket, S3KeyPrefix: "reports", OutputType: ["ERROR", "CONDITION_CHECK_FAILURE"] },
        ...more,
      });
    const describeIt = async (BulkOperationArn) => (await dynamodb.describeBulkOperation({ BulkOperationArn })).BulkOperationDescription;
    const count = async () => (await dynamodb.scan({ TableName, Select: "COUNT" })).Count;

    before(async () => {
      emulator = await createEmulator({ lifecycle: { bulkPut: { seconds: 16 } } });
      emulator.clock.freeze("2026-10-01T00:00:00Z");
      let config;
      ({ config, stop } = await open(emulator));
      (dynamodb = new DynamoDB(config)), (s3 = new S3({ ...config, forcePathStyle: true }));
      await s3.createBucket({ Bucket });
      await dynamodb.createTable({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "Artist", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "Artist", KeyType: "HASH" }],
      });
    });

    after(async () => {
      for (const client of [dynamodb, s3]) client.destroy();
      await stop();
      await emulator.close();
    });

    it("write as they go, and stop when they are cancelled", async () => {
      const artists = Array.from({ length: 160 }, (_, number) => ({ Item: { Artist: { S: `${number}` } } }));
      await s3.putObject({ Bucket, Key: "many", Body: file(artists) });
      const { BulkOperationDescription: begun } = await start("many", { MaxWriteRequestUnits: 1024, PerformanceTier: "ACCELERATED" });
      assert.deepEqual([begun.BulkOperationStatus, begun.PerformanceTier, begun.MaxWriteRequestUnits], ["IN_PROGRESS", "ACCELERATED", 1024]);
      assert.ok(begun.ClientToken, "the SDK makes a token");
      emulator.clock.advance({ seconds: 5 });
      const going = await describeIt(begun.BulkOperationArn);
      assert.deepEqual([going.ProcessedItemCount, going.EndTime, await count()], [50, undefined, 50]);
      const cancelled = await dynamodb.cancelBulkOperation({ BulkOperationArn: begun.BulkOperationArn });
      assert.equal(cancelled.BulkOperationStatus, "CANCELLING");
      emulator.clock.advance({ seconds: 60 });
      const over = await describeIt(begun.BulkOperationArn);
      assert.deepEqual([over.BulkOperationStatus, over.ProcessedItemCount, await count()], ["CANCELLED", 50, 50]);
      assert.equal(over.EndTime - over.StartTime, 6000);
    });

    it("report what was not written", async () => {
      const guarded = {
        Item: { Artist: { S: "guarded" }, Year: { N: "2" } },
        ConditionExpression: "attribute_not_exists(Artist) OR #year < :year",
        ExpressionAttributeNames: { "#year": "Year" },
        ExpressionAttributeValues: { ":year": { N: "2" } },
      };
      await s3.putObject({ Bucket, Key: "guarded", Body: file([guarded, guarded, { Item: { Year: { N: "1" } } }]) });
      const { BulkOperationArn } = (await start("guarded")).BulkOperationDescription;
      emulator.clock.advance({ seconds: 16 });
      const over = await describeIt(BulkOperationArn);
      assert.deepEqual([over.BulkOperationStatus, over.ProcessedItemCount, over.FailedItemCount], ["COMPLETED_WITH_ERRORS", 3, 1]);
      assert.equal(over.BulkOperationUsage[0].Table.BulkPutBytes, 6 + 7 + 4 + 2);
      const Prefix = `reports/AWSDynamoDB/${BulkOperationArn.split("/").at(-1)}/`;
      const { Contents } = await s3.listObjectsV2({ Bucket, Prefix });
      const read = async (Key) => (await s3.getObject({ Bucket, Key })).Body.transformToString();
      const lines = await Promise.all(Contents.map(({ Key }) => Key).filter((Key) => /errors|condition/.test(Key)).map(read));
      const reported = lines.map((line) => JSON.parse(line)).map(({ ErrorCode, RecordNumber }) => [ErrorCode, RecordNumber]);
      assert.deepEqual(reported, [["ConditionalCheckFailedException", 2], ["ValidationException", 3]]);
    });

    it("are listed, and a token stands for one of them", async () => {
      const ClientToken = "once";
      const first = (await start("guarded", { ClientToken })).BulkOperationDescription;
      assert.equal((await start("guarded", { ClientToken })).BulkOperationDescription.BulkOperationArn, first.BulkOperationArn);
      await assert.rejects(start("many", { ClientToken }), { name: "IdempotentParameterMismatchException" });
      await assert.rejects(start("guarded"), { name: "LimitExceededException" });
      const arns = [];
      for await (const page of paginateListBulkOperations({ client: dynamodb, pageSize: 1 }, {})) {
        arns.push(...page.BulkOperationsSummaryList.map(({ BulkOperationArn }) => BulkOperationArn));
      }
      assert.deepEqual([arns.length, arns[0]], [3, first.BulkOperationArn]);
      const none = first.BulkOperationArn.replace("/Music/", "/Other/");
      await assert.rejects(describeIt(none), { name: "ResourceNotFoundException" });
    });
  });
}
