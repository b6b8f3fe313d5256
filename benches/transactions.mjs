// A transaction of 25 puts against the same 25 puts one by one, crossing included.

import { encode, engineWith, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";
import { TABLE, item } from "./workload.mjs";

const COUNT = 25;

const engine = engineWith(1000);
const [transactWrite, put] = ["TransactWriteItems", "PutItem"].map((operation) => route(engine, operation));
const items = Array.from({ length: COUNT }, (_, index) => item(index));
const transaction = encode({ TransactItems: items.map((Item) => ({ Put: { TableName: TABLE, Item } })) });
const puts = items.map((Item) => encode({ TableName: TABLE, Item }));

const { together, single } = await measure({
  together: () => engine.exchange.call(transactWrite, transaction, 0),
  single: () => puts.forEach((body) => engine.exchange.call(put, body, 0)),
});
report(`TransactWriteItems of ${COUNT} / ${COUNT} x PutItem`, together / single, 1, `${micros(together)} against ${micros(single)}`);
