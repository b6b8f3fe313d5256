// SearchVectors over 100,000 vectors of 256 dimensions against a plain JavaScript loop that computes the same products over one Float32Array, what
// a vector takes in memory, and what a write costs among so many.

import { call, encode, engineWith, memory, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";

const COUNT = Number(process.env.VECTORS ?? 100_000);
const DIMENSIONS = 256;
const TOP = 10;
const ROUNDS = 20;
const FUNCTIONS = ["COSINE", "DOT_PRODUCT", "EUCLIDEAN"];

const engine = engineWith(0);
// The same numbers in every run.
let state = 1;
const number = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.fround(state / 2 ** 31 - 1);
};
const numbers = Float32Array.from({ length: COUNT * DIMENSIONS }, number);
const search = Float32Array.from({ length: DIMENSIONS }, number);
const vector = (index) => numbers.subarray(index * DIMENSIONS, (index + 1) * DIMENSIONS);
const list = (floats) => Array.from(floats, (float) => ({ N: String(float) }));
const item = (index) => ({ pk: { S: `item-${index}` }, v: { L: list(vector(index)) } });

const table = (name, VectorIndexes) => ({
  TableName: name,
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
  VectorIndexes,
});
const index = (DistanceFunction) => ({
  IndexName: DistanceFunction,
  VectorAttribute: { AttributeName: "v" },
  Projection: { ProjectionType: "KEYS_ONLY" },
  Dimensions: DIMENSIONS,
  DistanceFunction,
});

call(engine, "CreateTable", table("vectors"));
for (let start = 0; start < COUNT; start += 25) {
  const puts = Array.from({ length: Math.min(25, COUNT - start) }, (_, at) => ({ PutRequest: { Item: item(start + at) } }));
  call(engine, "BatchWriteItem", { RequestItems: { vectors: puts } });
}
const before = memory();
call(engine, "UpdateTable", { TableName: "vectors", VectorIndexUpdates: [{ Create: index("COSINE") }] });
const bytes = (memory() - before) / COUNT;
report(`memory of an entry / its ${4 * DIMENSIONS} bytes of numbers`, bytes / (4 * DIMENSIONS), 1.2, `${bytes.toFixed(0)} bytes`);
for (const name of FUNCTIONS.slice(1)) {
  call(engine, "UpdateTable", { TableName: "vectors", VectorIndexUpdates: [{ Create: index(name) }] });
}

const length = (floats, start) => {
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at++) sum += floats[start + at] * floats[start + at];
  return Math.sqrt(sum);
};
const lengths = Float64Array.from({ length: COUNT }, (_, at) => length(numbers, at * DIMENSIONS));
const LOOPS = {
  COSINE(scores) {
    const own = length(search, 0);
    LOOPS.DOT_PRODUCT(scores);
    for (let entry = 0; entry < COUNT; entry++) scores[entry] = 1 - scores[entry] / own / lengths[entry];
  },
  DOT_PRODUCT(scores) {
    for (let entry = 0, start = 0; entry < COUNT; entry++, start += DIMENSIONS) {
      let sum = 0;
      for (let at = 0; at < DIMENSIONS; at++) sum += numbers[start + at] * search[at];
      scores[entry] = sum;
    }
  },
  EUCLIDEAN(scores) {
    for (let entry = 0, start = 0; entry < COUNT; entry++, start += DIMENSIONS) {
      let sum = 0;
      for (let at = 0; at < DIMENSIONS; at++) {
        const difference = numbers[start + at] - search[at];
        sum += difference * difference;
      }
      scores[entry] = Math.sqrt(sum);
    }
  },
};

const scores = new Float64Array(COUNT);
for (const name of FUNCTIONS) {
  const input = { TableName: "vectors", IndexName: name, SearchVector: list(search), TopK: TOP };
  const [way, body] = [route(engine, "SearchVectors"), encode(input)];
  const { found, loop } = await measure({ found: () => engine.exchange.call(way, body, 0), loop: () => LOOPS[name](scores) }, ROUNDS);
  const best = [...scores].sort((left, right) => (name === "DOT_PRODUCT" ? right - left : left - right))[0];
  const first = JSON.parse(call(engine, "SearchVectors", input)).SearchResults[0].Score;
  if (Math.abs(first - best) > 1e-5 * Math.abs(best)) throw new Error(`${name}: ${first} is not the best score, ${best}`);
  report(`search by ${name} / the same in JavaScript`, found / loop, 1, `${micros(found)} against ${micros(loop)}`);
}

call(engine, "CreateTable", table("few", FUNCTIONS.map(index)));
for (let at = 0; at < 1000; at++) call(engine, "PutItem", { TableName: "few", Item: item(at) });
const write = (TableName, count) => {
  let at = 0;
  const bodies = Array.from({ length: 500 }, (_, step) =>
    encode({ TableName, Item: { ...item((step * 7919) % count), v: { L: list(vector((step * 104729) % count)) } } }),
  );
  const way = route(engine, "PutItem");
  return () => engine.exchange.call(way, bodies[at++ % bodies.length], 0);
};
const { many, few } = await measure({ many: write("vectors", COUNT), few: write("few", 1000) }, ROUNDS);
report(`PutItem into 3 indexes, ${COUNT.toLocaleString("en")} / 1,000`, many / few, 2, `${micros(many)} against ${micros(few)}`);
