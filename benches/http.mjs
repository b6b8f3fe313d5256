// A raw GetItem over a port against a bare node:http server that returns the same bytes. Both servers are processes of their own.

import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

import { measure, micros, report } from "./measure.mjs";
import { CREATE_TABLE, TABLE, batch, key } from "./workload.mjs";

const AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
const IN_FLIGHT = 8;
const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });

const BARE = `
  const bytes = Buffer.from(process.env.BODY, "base64");
  const server = require("node:http").createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": bytes.length });
      response.end(bytes);
    });
  });
  server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));
`;

/** Starts a server process and gives it with the port that it prints. */
function start(args, env = {}) {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      const port = /127\.0\.0\.1:(\d+)/.exec((text += chunk))?.[1];
      if (port) resolve({ child, port: Number(port) });
    });
  });
}

function post(port, operation, body) {
  const headers = {
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "content-type": "application/x-amz-json-1.0",
    "x-amz-date": "20260101T000000Z",
    authorization: AUTHORIZATION,
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", method: "POST", headers, agent }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks)));
    });
    sent.on("error", reject).end(body);
  });
}

const dynatab = await start([fileURLToPath(new URL("../npm/dist/command.js", import.meta.url)), "--port", "0"]);
await post(dynatab.port, "CreateTable", JSON.stringify(CREATE_TABLE));
for (let at = 0; at < 1000; at += 25) await post(dynatab.port, "BatchWriteItem", JSON.stringify(batch(at, 1000)));
const get = JSON.stringify({ TableName: TABLE, Key: key(500) });
const answer = await post(dynatab.port, "GetItem", get);
const bare = await start(["-e", BARE], { BODY: answer.toString("base64") });

/** Eight requests in flight at once, as a program with a connection pool has them. */
const flight = (port) => () => Promise.all(Array.from({ length: IN_FLIGHT }, () => post(port, "GetItem", get)));
const times = await measure({ dynatab: flight(dynatab.port), bare: flight(bare.port) }, 25);
const [ours, floor] = [times.dynatab / IN_FLIGHT, times.bare / IN_FLIGHT];
report("HTTP GetItem / bare node:http", ours / floor, 1.15, `${micros(ours)} against ${micros(floor)}`);

agent.destroy();
dynatab.child.kill();
bare.child.kill();
