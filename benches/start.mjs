// A fresh Node process: importing dynatab and getting a first response against importing the AWS SDK's client.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { median, report } from "./measure.mjs";

const ROUNDS = 15;
const tests = fileURLToPath(new URL("../tests/", import.meta.url));
const dist = new URL("../npm/dist/node.js", import.meta.url).href;

const DYNATAB = `
  const start = performance.now();
  const { createEmulator } = await import(${JSON.stringify(dist)});
  const emulator = await createEmulator();
  const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
  const headers = { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0", "x-amz-date": "20260101T000000Z", authorization };
  const response = await emulator.fetch("http://localhost/", { method: "POST", headers, body: "{}" });
  if (response.status !== 200) throw new Error(await response.text());
  console.log(performance.now() - start);
`;
const SDK = `
  const start = performance.now();
  await import("@aws-sdk/client-dynamodb");
  console.log(performance.now() - start);
`;

/** Milliseconds that the program says it took. */
function run(program) {
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: tests, encoding: "utf8" }));
}

const times = { dynatab: [], sdk: [] };
for (let round = 0; round < ROUNDS; round++) {
  times.dynatab.push(run(DYNATAB));
  times.sdk.push(run(SDK));
}
const [ours, sdk] = [median(times.dynatab), median(times.sdk)];
report("import to first response / import of the SDK", ours / sdk, 0.5, `${ours.toFixed(1)} ms against ${sdk.toFixed(1)} ms`);
