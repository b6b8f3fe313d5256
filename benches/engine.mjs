// One call into WebAssembly, crossing included, against JSON.parse of the same body.

import { call, encode, engineWith, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";
import { QUERY, TABLE, item, key } from "./workload.mjs";

const engine = engineWith(1000);

async function compare(what, operation, input, goal, pick) {
  const way = route(engine, operation);
  const body = encode(input);
  const text = pick === "request" ? JSON.stringify(input) : call(engine, operation, input);
  const { call: engineTime, parse } = await measure({
    call: () => engine.exchange.call(way, body, 0),
    parse: () => JSON.parse(text),
  });
  report(`engine ${what} / JSON.parse of its ${pick}`, engineTime / parse, goal, `${micros(engineTime)} against ${micros(parse)}`);
}

await compare("GetItem", "GetItem", { TableName: TABLE, Key: key(500) }, 1, "response");
await compare("Query of 20", "Query", QUERY, 1, "response");
await compare("PutItem", "PutItem", { TableName: TABLE, Item: item(500) }, 2, "request");
