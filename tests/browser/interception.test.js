// Clients that know nothing of the emulator: a service worker of the application's own, and Mock Service Worker, answer in AWS's place.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startChromium } from "./chromium.js";

const chromium = await startChromium();
after(() => chromium.close());

/** What a page does with clients that were given nothing of the emulator; `asked` is what reached the site. */
async function useClients(tab) {
  const asked = [];
  tab.context().on("request", (request) => request.serviceWorker() === null && asked.push(request.url()));
  const result = await tab.evaluate(async () => {
    const { s3, sdk } = globalThis.page;
    const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
    const client = new sdk.DynamoDBClient({ region: "eu-west-1", credentials });
    await client.send(
      new sdk.CreateTableCommand({
        TableName: "Music",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    await client.send(new sdk.PutItemCommand({ TableName: "Music", Item: { pk: { S: "é" }, cover: { B: new Uint8Array([0, 255]) } } }));
    const { Items } = await client.send(new sdk.ScanCommand({ TableName: "Music" }));
    const fips = await new sdk.DynamoDBClient({ region: "eu-west-1", credentials, useFipsEndpoint: true }).send(new sdk.ListTablesCommand({}));
    const china = await new sdk.DynamoDBClient({ region: "cn-north-1", credentials }).send(new sdk.ListTablesCommand({}));
    const refused = await client.send(new sdk.ScanCommand({ TableName: "Nothing" })).catch((error) => error.name);
    const buckets = new s3.S3Client({ region: "eu-west-1", credentials });
    const object = { Bucket: "amzn-s3-demo-bucket", Key: "a/é +" };
    await buckets.send(new s3.CreateBucketCommand({ Bucket: object.Bucket })).catch(() => undefined);
    await buckets.send(new s3.PutObjectCommand({ ...object, Body: "covered" }));
    const dual = new s3.S3Client({ region: "eu-west-1", credentials, useDualstackEndpoint: true, forcePathStyle: true });
    const cover = await (await dual.send(new s3.GetObjectCommand(object))).Body.transformToString();
    const other = await (await fetch("/somewhere-else")).text();
    return { cover, item: [Items[0].pk.S, ...Items[0].cover.B], fips: fips.TableNames, china: china.TableNames, refused, other };
  });
  return { result, asked };
}

function check({ result }) {
  assert.deepEqual([result.item, result.fips, result.china, result.refused], [["é", 0, 255], ["Music"], [], "ResourceNotFoundException"]);
  assert.equal(result.cover, "covered");
  assert.match(result.other, /^<!doctype html>/, "what is not for DynamoDB goes to the site");
}

test("an application's service worker answers in the place of AWS, also after a reload", async () => {
  const tab = await chromium.open();
  await tab.evaluate(async () => {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    await navigator.serviceWorker.register("/service-worker.js", { type: "module" });
    await controlled;
  });
  check(await useClients(tab));
  await tab.reload();
  await tab.waitForFunction(() => "page" in globalThis);
  const names = await tab.evaluate(async () => {
    const client = new globalThis.page.sdk.DynamoDBClient({ region: "eu-west-1", credentials: { accessKeyId: "key", secretAccessKey: "secret" } });
    return (await client.send(new globalThis.page.sdk.ListTablesCommand({}))).TableNames;
  });
  assert.deepEqual(names, ["Music"], "the worker is still there, and its tables with it");
  await tab.context().close();
});

test("Mock Service Worker answers in the place of AWS", async () => {
  const tab = await chromium.open();
  await tab.evaluate(async () => {
    await import("/mocked.js");
    await globalThis.mocked();
  });
  check(await useClients(tab));
  await tab.context().close();
});
