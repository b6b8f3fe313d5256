// A fresh Node process: importing dynatab and getting a first response against importing the AWS SDK's client. The response comes
// through the request handler, as a client of the SDK gets it, and once more through `fetch`, for which Node first loads its own.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { median, report } from "./measure.mjs";

const ROUNDS = 15;
const tests = fileURLToPath(new URL("../tests/", import.meta.url));
const dist = new URL("../npm/dist/node.js", import.meta.url).href;

/** A program that prints how long it takes to get a first response by `ask`, which knows `emulator` and `headers`. */
const firstResponse = (ask) => `
  const start = performance.now();
  const { createEmulator } = await import(${JSON.stringify(dist)});
  const emulator = await createEmulator();
  const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
  const headers = { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0", "x-amz-date": "20260101T000000Z", authorization };
  const status = ${ask};
  if (status !== 200) throw new Error(status);
  console.log(performance.now() - start);
`;
const HANDLER = firstResponse('(await emulator.requestHandler.handle({ method: "POST", path: "/", headers, body: "{}" })).response.statusCode');
const FETCH = firstResponse('(await emulator.fetch("http://localhost/", { method: "POST", headers, body: "{}" })).status');
const SDK = `
  const start = performance.now();
  await import("@aws-sdk/client-dynamodb");
  console.log(performance.now() - start);
`;

/** Milliseconds that the program says it took. */
function run(program) {
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: tests, encoding: "utf8" }));
}

const times = { handler: [], fetch: [], sdk: [] };
for (let round = 0; round < ROUNDS; round++) {
  times.handler.push(run(HANDLER));
  times.fetch.push(run(FETCH));
  times.sdk.push(run(SDK));
}
const [handler, fetch, sdk] = [median(times.handler), median(times.fetch), median(times.sdk)];
report("import to first response / import of the SDK", handler / sdk, 0.5, `${handler.toFixed(1)} ms against ${sdk.toFixed(1)} ms`);
report("the same by fetch / import of the SDK", fetch / sdk, 0.5, `${fetch.toFixed(1)} ms`);
