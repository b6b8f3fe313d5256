// Puts an object of 100 MB in the way that is named, reads it, and tells what it read and the most memory that the process had.

import { createHash } from "node:crypto";

import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { createEmulator } from "dynatab";

import { Server } from "../../npm/src/node/server.js";

const [way] = process.argv.slice(2);
const Bucket = "amzn-s3-demo-bucket";
const MEGABYTE = 1024 * 1024;

const emulator = await createEmulator();
const config = emulator.clientConfig();
let server;
let client = new S3Client(config);
if (way === "http") {
  server = new Server(emulator);
  const { port } = await server.listen({ host: "127.0.0.1", port: 0 });
  client = new S3Client({ region: config.region, credentials: config.credentials, endpoint: `http://127.0.0.1:${port}` });
}
await client.send(new CreateBucketCommand({ Bucket }));
const Body = Buffer.alloc(100 * MEGABYTE, "0123456789");
const before = process.memoryUsage().rss;
const params = { Bucket, Key: "large", Body };
if (way === "upload") await new Upload({ client, params, partSize: 8 * MEGABYTE }).done();
else await client.send(new PutObjectCommand(params));

const hash = createHash("md5");
let size = 0;
const { Body: read } = await client.send(new GetObjectCommand({ Bucket, Key: "large" }));
for await (const chunk of read) {
  hash.update(chunk);
  size += chunk.length;
}
// The system tells kilobytes.
const most = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ md5: hash.digest("hex"), size, before, most }));
client.destroy();
await server?.close();
await emulator.close();
