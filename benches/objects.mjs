// PutObject and GetObject of 1 KB and of 1 MB through a client of Amazon S3 in this process, against the same client with a handler that returns canned
// bytes at once; an export and an import of 100,000 items against JSON.parse of the lines that are exported; and what memory an object of 100 MB takes.

import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";

import { measure, micros, report } from "./measure.mjs";
import { CREATE_TABLE, TABLE, batch } from "./workload.mjs";

const require = createRequire(new URL("../tests/package.json", import.meta.url));
const dynamodb = require("@aws-sdk/client-dynamodb");
const s3 = require("@aws-sdk/client-s3");
const { Upload } = require("@aws-sdk/lib-storage");
const { createEmulator } = require("../npm/dist/node.js");

const Bucket = "amzn-s3-demo-bucket";
const MEGABYTE = 1024 * 1024;
const ITEMS = Number(process.env.ITEMS ?? 100_000);
const BATCH = 25;

const emulator = await createEmulator();
const client = new s3.S3Client(emulator.clientConfig());
const database = new dynamodb.DynamoDBClient(emulator.clientConfig());
const ask = (name, input) => database.send(new dynamodb[`${name}Command`](input));
await client.send(new s3.CreateBucketCommand({ Bucket }));

/** A client as `clientConfig()` makes it, whose handler answers as the emulator answered `command`. */
async function floor(command) {
  const config = emulator.clientConfig();
  let seen;
  const handle = async (request, options) => (seen = await emulator.requestHandler.handle(request, options));
  const { Body } = await new s3.S3Client({ ...config, requestHandler: { handle, metadata: { handlerProtocol: "recording" } } }).send(command);
  const bytes = Body && Buffer.from(await Body.transformToByteArray());
  const { statusCode, headers } = seen.response;
  const canned = async () => ({ response: { statusCode, headers: { ...headers }, body: bytes ? Readable.from([bytes], { objectMode: false }) : new Uint8Array() } });
  return new s3.S3Client({ ...config, requestHandler: { handle: canned, metadata: { handlerProtocol: "canned" } } });
}

async function compareObjects(what, size, goal) {
  const Body = Buffer.alloc(size, "0123456789abcdef");
  const put = () => new s3.PutObjectCommand({ Bucket, Key: what, Body });
  const get = () => new s3.GetObjectCommand({ Bucket, Key: what });
  const read = async (from) => (await (await from.send(get())).Body.transformToByteArray()).length;
  await client.send(put());
  const [putFloor, getFloor] = [await floor(put()), await floor(get())];
  const times = await measure(
    { put: () => client.send(put()), putFloor: () => putFloor.send(put()), get: () => read(client), getFloor: () => read(getFloor) },
    40,
  );
  const digest = await best(() => createHash("md5").update(Body).digest());
  const against = `${micros(times.put)} against ${micros(times.putFloor)}; the MD5 alone takes Node ${micros(digest)}`;
  report(`PutObject of ${what} / floor`, times.put / times.putFloor, goal, against);
  report(`GetObject of ${what} / floor`, times.get / times.getFloor, goal, `${micros(times.get)} against ${micros(times.getFloor)}`);
}

/** Microseconds that `act` takes at best, of a few times. */
async function best(act) {
  let least = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    await act(round);
    least = Math.min(least, (performance.now() - start) * 1000);
  }
  return least;
}

async function compareTransfers() {
  const { TableDescription } = await ask("CreateTable", CREATE_TABLE);
  for (let start = 0; start < ITEMS; start += BATCH) await ask("BatchWriteItem", batch(start, ITEMS));
  await ask("UpdateContinuousBackups", { TableName: TABLE, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } });
  const exported = async (round) => ask("ExportTableToPointInTime", { TableArn: TableDescription.TableArn, S3Bucket: Bucket, S3Prefix: `round-${round}` });
  const exporting = await best(exported);
  const { Contents } = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: "round-0/AWSDynamoDB/" }));
  const { Key } = Contents.find(({ Key }) => Key.endsWith(".gz"));
  const file = await (await client.send(new s3.GetObjectCommand({ Bucket, Key }))).Body.transformToByteArray();
  const lines = gunzipSync(file).toString().trimEnd().split("\n");
  if (lines.length !== ITEMS) throw new Error(`${lines.length} lines in place of ${ITEMS}`);
  const parsing = await best(() => lines.forEach((line) => JSON.parse(line)));
  const importing = await best(async (round) => {
    const { TableName, ...parameters } = CREATE_TABLE;
    const imported = { S3BucketSource: { S3Bucket: Bucket, S3KeyPrefix: Key }, InputFormat: "DYNAMODB_JSON", InputCompressionType: "GZIP", TableCreationParameters: { ...parameters, TableName: `${TableName}-${round}` } };
    await ask("ImportTable", imported);
  });
  const { Table } = await ask("DescribeTable", { TableName: `${TABLE}-0` });
  if (Table.ItemCount !== ITEMS) throw new Error(`${Table.ItemCount} items in place of ${ITEMS}`);
  const what = `${ITEMS.toLocaleString("en-US")} items`;
  const against = `against ${(parsing / 1000).toFixed(0)} ms`;
  report(`export of ${what} / JSON.parse of its lines`, exporting / parsing, 1, `${(exporting / 1000).toFixed(0)} ms ${against}`);
  report(`import of ${what} / JSON.parse of its lines`, importing / parsing, 2, `${(importing / 1000).toFixed(0)} ms ${against}`);
}

/** Bytes of the process. */
function resident() {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

/** What an object of 100 MB adds to the process while it is put or sent in parts, and read, and what of it stays. */
async function measureMemory() {
  const size = 100 * MEGABYTE;
  const Body = Buffer.alloc(size, "x");
  for (const [what, put] of [
    ["put in one piece", () => client.send(new s3.PutObjectCommand({ Bucket, Key: "large", Body }))],
    ["sent in parts", () => new Upload({ client, params: { Bucket, Key: "large", Body }, partSize: 8 * MEGABYTE }).done()],
    ["read", async () => (await client.send(new s3.GetObjectCommand({ Bucket, Key: "large" }))).Body.transformToByteArray()],
  ]) {
    const before = resident();
    let most = before;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
    await put();
    clearInterval(watching);
    most = Math.max(most, process.memoryUsage().rss);
    const detail = `${((most - before) / MEGABYTE).toFixed(0)} MB more at most, ${((resident() - before) / MEGABYTE).toFixed(0)} MB afterwards`;
    report(`memory for an object of 100 MB, ${what}`, (most - before) / size, 10, detail);
  }
}

await measureMemory();
await compareObjects("1 KB", 1024, 1.5);
await compareObjects("1 MB", MEGABYTE, 2);
await compareTransfers();
await emulator.close();
