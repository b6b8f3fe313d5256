// GetRecords of 1,000 records, crossing included, against JSON.parse of the same response; and what a stream costs a PutItem.

import { encode, engineWith, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";
import { TABLE, batch, item } from "./workload.mjs";

const RECORDS = 1000;
const STREAM = { TableName: TABLE, StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } };

const [engine, plain] = [engineWith(0), engineWith(0)];
const decoder = new TextDecoder();

function call(operation, input) {
  const { statusCode, body } = engine.exchange.call(route(engine, operation), encode(input), 0);
  const text = decoder.decode(body);
  if (statusCode !== 200) throw new Error(`${operation}: ${text}`);
  return JSON.parse(text);
}

const { TableDescription } = call("UpdateTable", STREAM);
const StreamArn = TableDescription.LatestStreamArn;
for (let start = 0; start < RECORDS; start += 25) call("BatchWriteItem", batch(start, RECORDS));
const { StreamDescription } = call("Streams.DescribeStream", { StreamArn });
const [{ ShardId }] = StreamDescription.Shards;
const { ShardIterator } = call("Streams.GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });

const getRecords = route(engine, "Streams.GetRecords");
const request = encode({ ShardIterator });
const text = decoder.decode(engine.exchange.call(getRecords, request, 0).body);
if (JSON.parse(text).Records.length !== RECORDS) throw new Error(`${JSON.parse(text).Records.length} records in place of ${RECORDS}`);

const { read, parse } = await measure({ read: () => engine.exchange.call(getRecords, request, 0), parse: () => JSON.parse(text) });
report(`GetRecords of ${RECORDS} / JSON.parse of its response`, read / parse, 1, `${micros(read)} against ${micros(parse)}`);

const puts = [0, 1].map((round) => encode({ TableName: TABLE, Item: { ...item(500), count: { N: String(round) } } }));
const ways = [engine, plain].map((one) => route(one, "PutItem"));
let turn = 0;
const { streamed, unstreamed } = await measure({
  streamed: () => engine.exchange.call(ways[0], puts[(turn += 1) & 1], 0),
  unstreamed: () => plain.exchange.call(ways[1], puts[(turn += 1) & 1], 0),
});
report("PutItem into a table with a stream / without", streamed / unstreamed, 1.2, `${micros(streamed)} against ${micros(unstreamed)}`);
