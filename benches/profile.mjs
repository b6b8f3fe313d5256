// What a profile of the engine is made of: a workload whose branches and calls an instrumented engine counts in its memory.
//
//   node benches/profile.mjs FOLDER MEMORY
//
// FOLDER holds the engine as `cargo xtask profile` builds it, which also reads what comes out: the memory of the engine in the file MEMORY, and on the
// standard output, as JSON, where in it the sections of LLVM's counters lie. How often something is done here weighs it against the rest.

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { Exchange } from "../npm/src/exchange.js";
import { CREATE_TABLE, QUERY, TABLE, batch, head, item, key } from "./workload.mjs";

const COUNT = 1000;
const ROUNDS = 200;
const INDEXED = "indexed";
const UPDATE = {
  UpdateExpression: "SET #c = #c + :one, note = :n REMOVE gone",
  ExpressionAttributeNames: { "#c": "count" },
  ExpressionAttributeValues: { ":one": { N: "1" }, ":n": { S: "x".repeat(100) } },
};
const FILTERED = {
  KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
  FilterExpression: "active = :t AND #c >= :n",
  ProjectionExpression: "pk, sk, tags[0], address.city",
  ExpressionAttributeNames: { "#c": "count" },
};

const BUCKET = "amzn-s3-demo-bucket";
const OBJECT_BYTES = 100_000;
const VECTORS = 100;
const DIMENSIONS = 256;
const DISTANCES = ["COSINE", "DOT_PRODUCT", "EUCLIDEAN"];

const [folder, memoryFile] = process.argv.slice(2);
// What describes the engine's functions to wasm-bindgen is counted, too, and therefore kept, though nothing calls it.
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(module, imports) {
    super(module, { ...imports, __wbindgen_placeholder__: { __wbindgen_describe() {} } });
  }
};
const glue = await import(pathToFileURL(resolve(folder, "engine.js")).href);
const exports = glue.initSync({ module: new WebAssembly.Module(readFileSync(resolve(folder, "engine_bg.wasm"))) });
const engine = new glue.Engine("{}", 1n);
const exchange = new Exchange(engine, exports.memory);
const routes = new Map();

function send(operation, input) {
  if (!routes.has(operation)) routes.set(operation, engine.route(head(operation)));
  const response = exchange.call(routes.get(operation), new TextEncoder().encode(JSON.stringify(input)), 0);
  const body = new TextDecoder().decode(response.body);
  if (response.statusCode !== 200) throw new Error(`${operation}: ${body}`);
  return JSON.parse(body);
}

/** The same for Amazon S3; the body of the response. */
function sendToS3(method, path, bytes) {
  const scope = head("PutItem").replace("/dynamodb/", "/s3/").split("\n").find((line) => line.startsWith("authorization:"));
  const response = exchange.callOnce(`${method}\n/${BUCKET}${path}\n${scope}\nx-amz-date:20260101T000000Z\nx-amz-content-sha256:UNSIGNED-PAYLOAD`, bytes, 0);
  const body = new TextDecoder().decode(response.body);
  if (response.statusCode !== 200) throw new Error(`${method} ${path}: ${body}`);
  return body;
}

const range = (count) => Array.from({ length: count }, (_, index) => index);
const at = (index) => index % COUNT;
const batchInto = (TableName, start) => send("BatchWriteItem", { RequestItems: { [TableName]: batch(start, COUNT).RequestItems[TABLE] } });

function createTables() {
  send("CreateTable", CREATE_TABLE);
  const KeySchema = [
    { AttributeName: "email", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ];
  send("CreateTable", {
    ...CREATE_TABLE,
    TableName: INDEXED,
    AttributeDefinitions: [...CREATE_TABLE.AttributeDefinitions, { AttributeName: "email", AttributeType: "S" }],
    GlobalSecondaryIndexes: [{ IndexName: "byEmail", KeySchema, Projection: { ProjectionType: "ALL" } }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  for (const TableName of [TABLE, INDEXED]) for (let start = 0; start < COUNT; start += 25) batchInto(TableName, start);
}

function write(TableName, round) {
  const [first, other] = [at(round * 37), at(round * 61)];
  const small = { pk: { S: "small" }, sk: { S: String(round) } };
  for (const step of range(5)) send("PutItem", { TableName, Item: item(at(first + step)) });
  send("PutItem", { TableName, Item: { ...small, n: { N: "1" } } });
  send("PutItem", { TableName, Item: item(first), ConditionExpression: "attribute_exists(pk)", ReturnValues: "ALL_OLD", ReturnConsumedCapacity: "TOTAL" });
  send("UpdateItem", { TableName, Key: key(first), ...UPDATE });
  send("UpdateItem", {
    TableName,
    Key: key(other),
    ...UPDATE,
    ConditionExpression: "attribute_exists(pk) AND #c > :zero",
    ExpressionAttributeValues: { ...UPDATE.ExpressionAttributeValues, ":zero": { N: "0" } },
    ReturnValues: "ALL_NEW",
  });
  send("DeleteItem", { TableName, Key: small });
  send("TransactWriteItems", { TransactItems: range(3).map((step) => ({ Put: { TableName, Item: item(at(first + step)) } })) });
  if (round % 4 === 0) batchInto(TableName, at(round * 5));
}

function read(TableName, round) {
  const [first, other] = [at(round * 37), at(round * 61)];
  const { pk, sk } = key(first);
  for (const step of range(5)) send("GetItem", { TableName, Key: key(at(other + step)) });
  send("GetItem", { TableName, Key: { pk, sk }, ConsistentRead: true, ProjectionExpression: "email, note" });
  send("Query", { ...QUERY, TableName });
  send("Query", { ...QUERY, ...FILTERED, TableName, ExpressionAttributeValues: { ":pk": pk, ":sk": { S: "order" }, ":t": { BOOL: true }, ":n": { N: "3" } } });
  send("Scan", { TableName, Limit: 20 });
  send("BatchGetItem", { RequestItems: { [TableName]: { Keys: range(5).map((step) => key(at(first + step))) } } });
  send("TransactGetItems", { TransactItems: range(2).map((step) => ({ Get: { TableName, Key: key(at(first + step)) } })) });
  send("ExecuteStatement", { Statement: `SELECT * FROM "${TableName}" WHERE pk = ? AND sk = ?`, Parameters: [pk, sk] });
}

function readStream() {
  const { LatestStreamArn: StreamArn } = send("DescribeTable", { TableName: INDEXED }).Table;
  const [{ ShardId }] = send("Streams.DescribeStream", { StreamArn }).StreamDescription.Shards;
  const { ShardIterator } = send("Streams.GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
  for (const _ of range(5)) send("Streams.GetRecords", { ShardIterator });
}

function searchVectors() {
  const vector = (from) => range(DIMENSIONS).map((at) => ({ N: String(Math.fround(Math.sin(from * DIMENSIONS + at))) }));
  const { TableName, ...schema } = { ...CREATE_TABLE, TableName: "vectors", AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] };
  const index = (DistanceFunction) => ({ IndexName: DistanceFunction, VectorAttribute: { AttributeName: "v" }, Projection: { ProjectionType: "KEYS_ONLY" }, Dimensions: DIMENSIONS, DistanceFunction });
  send("CreateTable", { ...schema, TableName, VectorIndexes: DISTANCES.map(index) });
  for (const at of range(VECTORS)) send("PutItem", { TableName, Item: { pk: { S: `item-${at}` }, v: { L: vector(at) } } });
  for (const from of range(20)) {
    for (const IndexName of DISTANCES) send("SearchVectors", { TableName, IndexName, SearchVector: vector(from), TopK: 10 });
  }
}

function moveObjects() {
  sendToS3("PUT", "", new Uint8Array());
  const bytes = new TextEncoder().encode("0123456789".repeat(OBJECT_BYTES / 10));
  for (const at of range(5)) {
    sendToS3("PUT", `/object-${at}`, bytes);
    sendToS3("GET", `/object-${at}`, new Uint8Array());
  }
  const { TableArn } = send("DescribeTable", { TableName: TABLE }).Table;
  send("UpdateContinuousBackups", { TableName: TABLE, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } });
  send("ExportTableToPointInTime", { TableArn, S3Bucket: BUCKET });
  const [S3KeyPrefix] = /AWSDynamoDB[^<]*\.gz/.exec(sendToS3("GET", "?list-type=2", new Uint8Array()));
  const TableCreationParameters = { ...CREATE_TABLE, TableName: "imported" };
  send("ImportTable", { S3BucketSource: { S3Bucket: BUCKET, S3KeyPrefix }, InputFormat: "DYNAMODB_JSON", InputCompressionType: "GZIP", TableCreationParameters });
}

createTables();
for (const round of range(ROUNDS)) {
  for (const TableName of [TABLE, INDEXED]) {
    write(TableName, round);
    read(TableName, round);
  }
  send("Query", { TableName: INDEXED, IndexName: "byEmail", KeyConditionExpression: "email = :e", ExpressionAttributeValues: { ":e": { S: "ada@example.com" } }, Limit: 5 });
}
readStream();
searchVectors();
moveObjects();

const bounds = (section) => ["start", "stop"].map((edge) => exports[`__${edge}___llvm_prf_${section}`].value);
writeFileSync(memoryFile, new Uint8Array(exports.memory.buffer));
console.log(JSON.stringify({ functions: bounds("data"), names: bounds("names") }));
