// Snapshot, restore and fork at 1,000, 100,000 and 1,000,000 items against ten GetItems. What is restored differs in one item from what there is.

import { encode, engineWith, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";
import { TABLE, item, key } from "./workload.mjs";

for (const count of [1_000, 100_000, 1_000_000]) {
  const engine = engineWith(count);
  const [get, put] = ["GetItem", "PutItem"].map((operation) => route(engine, operation));
  const getBody = encode({ TableName: TABLE, Key: key(count / 2) });
  const putBody = encode({ TableName: TABLE, Item: item(count / 2) });
  const seed = engine.raw.snapshot();
  const times = await measure({
    get: () => {
      for (let times = 0; times < 10; times += 1) engine.exchange.call(get, getBody, 0);
    },
    snapshot: () => engine.raw.snapshot().free(),
    put: () => engine.exchange.call(put, putBody, 0),
    putAndRestore: () => {
      engine.exchange.call(put, putBody, 0);
      engine.raw.restore(seed);
    },
    fork: () => engine.raw.fork().free(),
  });
  const items = `at ${count.toLocaleString("en-US")} items`;
  for (const [what, time] of [
    ["snapshot", times.snapshot],
    ["put and restore", times.putAndRestore],
    ["fork", times.fork],
  ]) {
    report(`${what} ${items} / 10 GetItems`, time / times.get, 1, `${micros(time)}; a put alone ${micros(times.put)}`);
  }
  seed.free();
  engine.raw.free();
}
