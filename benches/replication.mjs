// Replication at zero delay. Nothing has to arrive: a write is in all regions before it is answered. So its lag is what it takes longer than a write to a
// table without replicas; each replica is one more table that is written to. That the other region has the item is checked.

import { call, encode, engineWith, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";
import { TABLE, item, key } from "./workload.mjs";

const ITEMS = 1_000;
const create = (RegionName) => ({ Create: { RegionName } });

/** An engine whose table has replicas, which `updates` of it add one after the other. */
function replicated(...updates) {
  const engine = engineWith(0);
  for (const update of updates) call(engine, "UpdateTable", { TableName: TABLE, ...update });
  return filled(engine);
}

function filled(engine) {
  for (let index = 0; index < ITEMS; index += 1) call(engine, "PutItem", { TableName: TABLE, Item: item(index) });
  return engine;
}

const engines = {
  alone: filled(engineWith(0)),
  one: replicated({ ReplicaUpdates: [create("us-west-2")] }),
  two: replicated({ ReplicaUpdates: [create("us-west-2")] }, { ReplicaUpdates: [create("us-east-2")] }),
  strong: replicated({ MultiRegionConsistency: "STRONG", ReplicaUpdates: [create("us-west-2")], GlobalTableWitnessUpdates: [create("us-east-2")] }),
};

const putBody = encode({ TableName: TABLE, Item: item(1) });
const getBody = encode({ TableName: TABLE, Key: key(1), ConsistentRead: true });
const candidates = {};
for (const [name, engine] of Object.entries(engines)) {
  const put = route(engine, "PutItem");
  const get = route(engine, "GetItem", name === "alone" ? "us-east-1" : "us-west-2");
  candidates[name] = () => engine.exchange.call(put, putBody, 0);
  candidates[`${name}, read`] = () => {
    engine.exchange.call(put, putBody, 0);
    return engine.exchange.call(get, getBody, 0);
  };
  const { statusCode, body } = candidates[`${name}, read`]();
  if (statusCode !== 200 || !new TextDecoder().decode(body).includes("Ada Lovelace")) throw new Error(`${name}: the other region has no item`);
}

const times = await measure(candidates);
const against = (name, base, goal, what) => report(what, times[name] / times[base], goal, `${micros(times[name])}; ${base}: ${micros(times[base])}`);
against("one", "alone", 2, "PutItem with one replica / without");
against("two", "alone", 3, "PutItem with two replicas / without");
against("strong", "alone", 2, "PutItem agreed on / without replicas");
against("one, read", "alone, read", 2, "PutItem, GetItem in the other region / in the same");
against("strong, read", "alone, read", 2, "the same, agreed on");
