// An AWS SDK call in-process against the same client with a handler that returns canned bytes at once: the floor. Both have the settings that
// the SDK gives to a client by itself; beside them stand clients with those of `clientConfig()`, which spares the SDK some work.

import { createRequire } from "node:module";

import { measure, micros, report } from "./measure.mjs";
import { CREATE_TABLE, QUERY, TABLE, batch, item, key } from "./workload.mjs";

const require = createRequire(new URL("../tests/package.json", import.meta.url));
const sdk = require("@aws-sdk/client-dynamodb");
const { createEmulator } = require("../npm/dist/node.js");
const { DynamoDBClient } = sdk;

const emulator = await createEmulator();
const own = new DynamoDBClient(emulator.clientConfig());
await own.send(new sdk.CreateTableCommand(CREATE_TABLE));
for (let start = 0; start < 1000; start += 25) await own.send(new sdk.BatchWriteItemCommand(batch(start, 1000)));
const signing = new DynamoDBClient(emulator.clientConfig({ signatures: true }));
const { logger, ...settings } = emulator.clientConfig({ signatures: true });
const ordinary = new DynamoDBClient(settings);

/** A client with ordinary signing whose handler answers with `canned` at once. */
function floor(canned) {
  const handle = async () => ({ response: { ...canned, headers: { ...canned.headers } } });
  return new DynamoDBClient({
    region: "us-east-1",
    endpoint: "http://dynatab.invalid",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: { handle, metadata: { handlerProtocol: "canned" } },
  });
}

/** What the emulator answers to a command, as its handler gives it. */
async function record(command) {
  let recorded;
  const config = emulator.clientConfig();
  const handle = async (request, options) => {
    const answer = await emulator.requestHandler.handle(request, options);
    recorded = answer.response;
    return answer;
  };
  await new DynamoDBClient({ ...config, requestHandler: { handle, metadata: { handlerProtocol: "recording" } } }).send(command);
  return recorded;
}

async function compare(what, Command, input, goal) {
  const canned = floor(await record(new Command(input)));
  const times = await measure({
    ordinary: () => ordinary.send(new Command(input)),
    floor: () => canned.send(new Command(input)),
    signing: () => signing.send(new Command(input)),
    own: () => own.send(new Command(input)),
  });
  report(`SDK ${what} / floor`, times.ordinary / times.floor, goal, `${micros(times.ordinary)} against ${micros(times.floor)}`);
  report(`SDK ${what}, clientConfig({ signatures: true }) / floor`, times.signing / times.floor, goal, micros(times.signing));
  report(`SDK ${what}, clientConfig() / floor`, times.own / times.floor, 0.8, micros(times.own));
}

await compare("GetItem", sdk.GetItemCommand, { TableName: TABLE, Key: key(500) }, 1.05);
await compare("PutItem", sdk.PutItemCommand, { TableName: TABLE, Item: item(500) }, 1.05);
await compare("Query of 20", sdk.QueryCommand, QUERY, 1.1);
await compare("Scan of 20", sdk.ScanCommand, { TableName: TABLE, Limit: 20 }, 1.1);
await emulator.close();
