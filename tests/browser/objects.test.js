// Objects of Amazon S3 in IndexedDB, over a reload.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startChromium } from "./chromium.js";

const COUNT = 1000;

const chromium = await startChromium();
after(() => chromium.close());

/** An emulator in `globalThis.emulator`, and a client of its buckets in `globalThis.client`. */
async function openBuckets(tab) {
  await tab.waitForFunction(() => "page" in globalThis);
  await tab.evaluate(async () => {
    const { load, s3 } = globalThis.page;
    globalThis.emulator = await (await load("")).createEmulator({ storage: "idb://objects" });
    globalThis.client = new s3.S3Client(globalThis.emulator.clientConfig());
  });
}

test("1,000 objects survive a reload, with their tags, metadata and checksums", async (context) => {
  const browser = await chromium.newContext();
  context.after(() => browser.close());
  const tab = await browser.newPage();
  await tab.goto(`${chromium.url}/page.html`);
  await openBuckets(tab);
  await tab.evaluate(async (count) => {
    const { client, emulator, page: { s3 } } = globalThis;
    const Bucket = "amzn-s3-demo-bucket";
    await client.send(new s3.CreateBucketCommand({ Bucket }));
    const put = (number) => client.send(new s3.PutObjectCommand({ Bucket, Key: `é/${number}`, Body: `content of ${number}`, Metadata: { number: String(number) }, Tagging: `number=${number}` }));
    for (let start = 0; start < count; start += 50) await Promise.all(Array.from({ length: 50 }, (_, at) => put(start + at)));
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: "é/7" }));
    await emulator.storage.flush();
  }, COUNT);

  await tab.reload();
  await openBuckets(tab);
  const { keys, read, gone } = await tab.evaluate(async (count) => {
    const { client, page: { s3 } } = globalThis;
    const Bucket = "amzn-s3-demo-bucket";
    const keys = [];
    for await (const { Contents } of s3.paginateListObjectsV2({ client, pageSize: 400 }, { Bucket })) keys.push(...Contents.map(({ Key }) => Key));
    const get = async (number) => {
      const Key = `é/${number}`;
      const { Body, Metadata, ChecksumCRC32 } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
      const { TagSet } = await client.send(new s3.GetObjectTaggingCommand({ Bucket, Key }));
      return [await Body.transformToString(), Metadata.number, TagSet[0].Value, typeof ChecksumCRC32];
    };
    const gone = await client.send(new s3.HeadObjectCommand({ Bucket, Key: "é/7" })).catch(({ name }) => name);
    return { keys, read: await Promise.all([0, 8, count - 1].map(get)), gone };
  }, COUNT);
  assert.equal(keys.length, COUNT - 1);
  assert.equal(new Set(keys).size, COUNT - 1);
  assert.deepEqual(read, [0, 8, COUNT - 1].map((number) => [`content of ${number}`, String(number), String(number), "string"]));
  assert.equal(gone, "NotFound");
});
