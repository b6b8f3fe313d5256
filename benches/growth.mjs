// Query and PutItem at 1,000,000 items against 1,000, and what an item takes in memory.

import { encode, engineWith, memory, route } from "./direct.mjs";
import { median, micros, report } from "./measure.mjs";
import { ITEM_BYTES, QUERY, TABLE, item, key } from "./workload.mjs";

const LARGE = Number(process.env.ITEMS ?? 1_000_000);
const SMALL = 1000;
const CALLS = 20_000;

const small = engineWith(SMALL);
const before = memory();
const started = performance.now();
const large = engineWith(LARGE);
console.log(`${LARGE.toLocaleString("en")} items written in ${((performance.now() - started) / 1000).toFixed(1)} s by BatchWriteItem`);
const bytes = memory() - before;
report(`memory / bytes of ${LARGE.toLocaleString("en")} items`, bytes / (LARGE * ITEM_BYTES), 1.8, `${(bytes / 2 ** 20).toFixed(0)} MiB`);

/** The median of single calls, each on another item, in microseconds. */
function medianCall(engine, count, operation, input) {
  const way = route(engine, operation);
  const times = [];
  for (let call = 0; call < CALLS; call++) {
    const body = encode(input((call * 7919) % count));
    const start = performance.now();
    engine.exchange.call(way, body, 0);
    times.push((performance.now() - start) * 1000);
  }
  return median(times);
}

function compare(what, operation, input) {
  medianCall(small, SMALL, operation, input);
  const few = medianCall(small, SMALL, operation, input);
  const many = medianCall(large, LARGE, operation, input);
  report(`${what} p50, ${LARGE.toLocaleString("en")} items / 1,000`, many / few, 2, `${micros(many)} against ${micros(few)}`);
}

compare("Query", "Query", (index) => ({ ...QUERY, ExpressionAttributeValues: { ":pk": key(index).pk } }));
compare("PutItem", "PutItem", (index) => ({ TableName: TABLE, Item: item(index) }));
