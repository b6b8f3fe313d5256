// Many objects, and large ones, in Amazon S3 beside DynamoDB.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { CreateBucketCommand, ListObjectsCommand, PutObjectCommand, S3Client, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { createEmulator } from "dynatab";

const Bucket = "amzn-s3-demo-bucket";
const KILOBYTE = 1024;

test("10,000 objects are listed in pages, each once, in the order of their keys", async (context) => {
  const emulator = await createEmulator();
  context.after(() => emulator.close());
  const client = new S3Client(emulator.clientConfig());
  await client.send(new CreateBucketCommand({ Bucket }));
  const keys = Array.from({ length: 10_000 }, (_, number) => `${number % 100}/é ${number}+&`);
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: "a" }));
  keys.sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));

  const pages = [];
  for await (const { Contents, KeyCount } of paginateListObjectsV2({ client }, { Bucket })) {
    assert.equal(KeyCount, Contents.length);
    pages.push(Contents.map(({ Key }) => Key));
  }
  assert.equal(pages.length, 10);
  assert.deepEqual(pages.flat(), keys);

  const listed = [];
  for (let Marker; ; ) {
    const { Contents, IsTruncated } = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 999, Marker }));
    listed.push(...Contents.map(({ Key }) => Key));
    if (!IsTruncated) break;
    Marker = Contents.at(-1).Key;
  }
  assert.deepEqual(listed, keys);

  const folders = [];
  for await (const { CommonPrefixes, Contents } of paginateListObjectsV2({ client }, { Bucket, Delimiter: "/", MaxKeys: 7 })) {
    assert.equal(Contents, undefined);
    assert.ok(CommonPrefixes.length <= 7);
    folders.push(...CommonPrefixes.map(({ Prefix }) => Prefix));
  }
  assert.deepEqual(folders, [...new Set(keys.map((key) => key.slice(0, key.indexOf("/") + 1)))]);
});

const SCRIPT = fileURLToPath(new URL("large-object.mjs", import.meta.url));

for (const way of ["put", "upload", "http"]) {
  test(`an object of 100 MB takes no ten times its memory: ${way}`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, way], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const { md5, size, before, most } = JSON.parse(stdout);
    assert.equal(size, 100 * KILOBYTE * KILOBYTE);
    assert.equal(md5, createHash("md5").update(Buffer.alloc(size, "0123456789")).digest("hex"));
    const added = (most - before) / size;
    assert.ok(added > 0.5, `what is kept takes room: ${added}`);
    assert.ok(added < 8, `${added.toFixed(1)} times the size of the object`);
  });
}
