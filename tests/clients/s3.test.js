// Amazon S3 as the AWS SDK for JavaScript sees it, in process and over HTTP.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { createEmulator } from "dynatab";

import { Server } from "../../npm/src/node/server.js";

const Bucket = "amzn-s3-demo-bucket";
const MEGABYTE = 1024 * 1024;

const faces = {
  "in process": async (emulator) => ({ client: new S3Client(emulator.clientConfig()), stop: async () => {} }),
  "in process, with real signatures": async (emulator) => ({
    client: new S3Client(emulator.clientConfig({ signatures: true })),
    stop: async () => {},
  }),
  "over HTTP": async (emulator) => {
    const server = new Server(emulator);
    const { port } = await server.listen({ host: "127.0.0.1", port: 0 });
    const { region, credentials } = emulator.clientConfig();
    const client = new S3Client({ region, credentials, endpoint: `http://127.0.0.1:${port}` });
    return { client, stop: () => server.close() };
  },
};

for (const [name, open] of Object.entries(faces)) {
  describe(`Amazon S3 ${name}`, () => {
    let emulator, client, stop;
    const send = (command) => client.send(command);
    const text = async (input) => (await send(new GetObjectCommand({ Bucket, ...input }))).Body.transformToString();
    const put = (Key, Body, more) => send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

    before(async () => {
      emulator = await createEmulator(name.includes("real") ? { accessKeys: { AKIDEXAMPLE: { secretAccessKey: "secret" } } } : {});
      ({ client, stop } = await open(emulator));
      await send(new CreateBucketCommand({ Bucket }));
    });

    after(async () => {
      client.destroy();
      await stop();
      await emulator.close();
    });

    it("tells buckets, and refuses to delete one that is not empty", async () => {
      await put("kept", "a");
      assert.ok((await send(new ListBucketsCommand({}))).Buckets.some(({ Name }) => Name === Bucket));
      assert.equal((await send(new HeadBucketCommand({ Bucket }))).BucketRegion, "us-east-1");
      assert.equal((await send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint, undefined);
      await assert.rejects(send(new DeleteBucketCommand({ Bucket })), { name: "BucketNotEmpty" });
      await send(new DeleteObjectCommand({ Bucket, Key: "kept" }));
      await assert.rejects(send(new HeadBucketCommand({ Bucket: "no-such-bucket" })), { name: "NotFound" });
      await assert.rejects(send(new ListObjectsCommand({ Bucket: "no-such-bucket" })), { name: "NoSuchBucket" });
      await assert.rejects(send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } })), { name: "NotImplemented" });
    });

    it("keeps an object with what was said of it", async () => {
      const Body = "Grüße, \u{1F600}";
      const { ETag, ChecksumCRC32 } = await put("a folder/ä+b c.txt", Body, {
        ContentType: "text/plain; charset=utf-8",
        CacheControl: "no-cache",
        Metadata: { colour: "green" },
        Tagging: "a=1&b=x%20y",
        StorageClass: "STANDARD_IA",
      });
      assert.equal(ETag, `"${createHash("md5").update(Body).digest("hex")}"`);
      assert.ok(ChecksumCRC32);
      const got = await send(new GetObjectCommand({ Bucket, Key: "a folder/ä+b c.txt", ChecksumMode: "ENABLED" }));
      assert.equal(await got.Body.transformToString(), Body);
      assert.deepEqual(
        [got.ContentType, got.CacheControl, got.Metadata, got.StorageClass, got.TagCount, got.ETag, got.ChecksumCRC32, got.ContentLength],
        ["text/plain; charset=utf-8", "no-cache", { colour: "green" }, "STANDARD_IA", 2, ETag, ChecksumCRC32, Buffer.byteLength(Body)],
      );
      const head = await send(new HeadObjectCommand({ Bucket, Key: "a folder/ä+b c.txt" }));
      assert.deepEqual([head.ContentLength, head.ETag, head.ServerSideEncryption], [Buffer.byteLength(Body), ETag, "AES256"]);
      const { TagSet } = await send(new GetObjectTaggingCommand({ Bucket, Key: "a folder/ä+b c.txt" }));
      assert.deepEqual(TagSet, [{ Key: "a", Value: "1" }, { Key: "b", Value: "x y" }]);
    });

    it("takes streams and gives ranges", async () => {
      await send(new PutObjectCommand({ Bucket, Key: "stream", Body: Readable.from([Buffer.from("0123"), Buffer.from("456789")]), ContentLength: 10 }));
      assert.equal(await text({ Key: "stream" }), "0123456789");
      const part = await send(new GetObjectCommand({ Bucket, Key: "stream", Range: "bytes=2-4" }));
      assert.deepEqual([await part.Body.transformToString(), part.ContentRange, part.$metadata.httpStatusCode], ["234", "bytes 2-4/10", 206]);
      assert.equal(await text({ Key: "stream", Range: "bytes=-3" }), "789");
      await assert.rejects(text({ Key: "stream", Range: "bytes=10-" }), { name: "InvalidRange", ActualObjectSize: "10" });
      await put("empty", "");
      assert.equal(await text({ Key: "empty" }), "");
    });

    it("writes and reads on conditions", async () => {
      const { ETag } = await put("condition", "one", { IfNoneMatch: "*" });
      await assert.rejects(put("condition", "two", { IfNoneMatch: "*" }), { name: "PreconditionFailed" });
      await assert.rejects(put("condition", "two", { IfMatch: '"00000000000000000000000000000000"' }), { name: "PreconditionFailed" });
      await assert.rejects(put("missing", "two", { IfMatch: ETag }), { name: "NoSuchKey" });
      await put("condition", "two", { IfMatch: ETag });
      const { ETag: second } = await send(new HeadObjectCommand({ Bucket, Key: "condition" }));
      await assert.rejects(text({ Key: "condition", IfNoneMatch: second }), ({ $metadata }) => $metadata.httpStatusCode === 304);
      await assert.rejects(text({ Key: "condition", IfMatch: ETag }), { name: "PreconditionFailed" });
      await assert.rejects(text({ Key: "nothing" }), { name: "NoSuchKey", Key: "nothing" });
      await assert.rejects(put("condition", "x", { ChecksumSHA256: createHash("sha256").update("y").digest("base64") }), { name: "BadDigest" });
      await assert.rejects(put("condition", "x", { ContentMD5: createHash("md5").update("y").digest("base64") }), { name: "BadDigest" });
      assert.equal(await text({ Key: "condition" }), "two");
    });

    it("lists in the order of keys, with prefixes, a page at a time", async () => {
      const keys = ["list/a", "list/b/1", "list/b/2", "list/c", "list/d/1", "list/e"];
      for (const key of keys) await put(key, key);
      const pages = [];
      for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket, Prefix: "list/", Delimiter: "/" })) pages.push(page);
      const shown = pages.map(({ Contents = [], CommonPrefixes = [] }) => [...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix)]);
      assert.deepEqual(shown, [["list/a", "list/b/"], ["list/c", "list/d/"], ["list/e"]]);
      assert.equal(pages[0].KeyCount, 2);
      const first = await send(new ListObjectsCommand({ Bucket, Prefix: "list/", Delimiter: "/", MaxKeys: 2 }));
      assert.deepEqual([first.IsTruncated, first.NextMarker], [true, "list/b/"]);
      const rest = await send(new ListObjectsCommand({ Bucket, Prefix: "list/", Marker: "list/c" }));
      assert.deepEqual(rest.Contents.map(({ Key }) => Key), ["list/d/1", "list/e"]);
      const { Deleted } = await send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
      assert.equal(Deleted.length, keys.length);
      assert.equal((await send(new ListObjectsCommand({ Bucket, Prefix: "list/" }))).Contents, undefined);
    });

    it("copies objects, and their tags and metadata unless others are given", async () => {
      await put("source", "to copy", { Metadata: { a: "1" }, Tagging: "t=1" });
      const CopySource = `${Bucket}/source`;
      await send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource }));
      assert.equal(await text({ Key: "copy" }), "to copy");
      assert.deepEqual((await send(new HeadObjectCommand({ Bucket, Key: "copy" }))).Metadata, { a: "1" });
      await send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource, MetadataDirective: "REPLACE", Metadata: { b: "2" } }));
      assert.deepEqual((await send(new HeadObjectCommand({ Bucket, Key: "copy" }))).Metadata, { b: "2" });
      await send(new PutObjectTaggingCommand({ Bucket, Key: "copy", Tagging: { TagSet: [{ Key: "k", Value: "v" }] } }));
      assert.deepEqual((await send(new GetObjectTaggingCommand({ Bucket, Key: "copy" }))).TagSet, [{ Key: "k", Value: "v" }]);
      await assert.rejects(send(new CopyObjectCommand({ Bucket, Key: "source", CopySource })), { name: "InvalidRequest" });
      await assert.rejects(send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/none` })), { name: "NoSuchKey" });
    });

    it("uploads in parts", async () => {
      const Key = "in parts";
      const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const bodies = [Buffer.alloc(5 * MEGABYTE, 1), Buffer.from("the end")];
      const Parts = [];
      for (const [at, Body] of bodies.entries()) {
        const { ETag, ChecksumCRC32 } = await send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: at + 1, Body }));
        Parts.push({ ETag, ChecksumCRC32, PartNumber: at + 1 });
      }
      assert.equal((await send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts.length, 2);
      assert.equal((await send(new ListMultipartUploadsCommand({ Bucket }))).Uploads[0].UploadId, UploadId);
      const complete = (listed) => send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: listed } }));
      await assert.rejects(complete(Parts.toReversed()), { name: "InvalidPartOrder" });
      await assert.rejects(complete([{ ...Parts[0], ETag: '"0"' }]), { name: "InvalidPart" });
      const { ETag } = await complete(Parts);
      const digests = Buffer.concat(bodies.map((body) => createHash("md5").update(body).digest()));
      assert.equal(ETag, `"${createHash("md5").update(digests).digest("hex")}-2"`);
      const last = await send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
      assert.deepEqual([await last.Body.transformToString(), last.PartsCount], ["the end", 2]);
      assert.equal((await send(new HeadObjectCommand({ Bucket, Key }))).ContentLength, 5 * MEGABYTE + 7);
      await assert.rejects(send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })), { name: "NoSuchUpload" });
    });

    it("copies parts, and refuses small ones", async () => {
      const Key = "copied parts";
      await put("source", Buffer.alloc(100, 7));
      const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const part = (PartNumber, CopySourceRange) => send(new UploadPartCopyCommand({ Bucket, Key, UploadId, PartNumber, CopySource: `${Bucket}/source`, CopySourceRange }));
      const Parts = [];
      for (const PartNumber of [1, 2]) {
        const { CopyPartResult } = await part(PartNumber, "bytes=0-9");
        Parts.push({ ETag: CopyPartResult.ETag, PartNumber });
      }
      const complete = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } });
      await assert.rejects(send(complete), { name: "EntityTooSmall" });
      await assert.rejects(part(3, "bytes=50-100"), { name: "InvalidArgument" });
      await send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      await assert.rejects(part(3), { name: "NoSuchUpload" });
    });

    it("does nothing for a request that is aborted while its body is on its way", async () => {
      const controller = new AbortController();
      const Body = Readable.from((async function* () {
        yield Buffer.alloc(10);
        controller.abort();
        await new Promise((resolve) => setTimeout(resolve, 50));
        yield Buffer.alloc(10);
      })());
      const sent = client.send(new PutObjectCommand({ Bucket, Key: "aborted", Body, ContentLength: 20 }), { abortSignal: controller.signal });
      await assert.rejects(sent, { name: "AbortError" });
      await assert.rejects(send(new HeadObjectCommand({ Bucket, Key: "aborted" })), { name: "NotFound" });
    });

    it("serves lib-storage", async () => {
      const Body = Readable.from((function* () { for (let at = 0; at < 12; at += 1) yield Buffer.alloc(MEGABYTE, at); })());
      await new Upload({ client, params: { Bucket, Key: "large", Body } }).done();
      const { Body: got, ContentLength } = await send(new GetObjectCommand({ Bucket, Key: "large" }));
      assert.equal(ContentLength, 12 * MEGABYTE);
      const bytes = await got.transformToByteArray();
      assert.deepEqual([bytes.length, bytes[0], bytes.at(-1)], [12 * MEGABYTE, 0, 11]);
    });
  });
}
