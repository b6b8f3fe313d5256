import PRICES from "./prices.json";

/** What DynamoDB adds to the bytes of each item that it stores (developer guide, item sizes and billable storage). */
const OVERHEAD = 100;

/** A month as AWS's calculator counts it. */
const HOURS = 730;
const SECONDS = HOURS * 3600;

/** Prices on demand are those of a million units, those of storage of 10^9 bytes (`calculate_costs.py` of AWS's agent toolkit, 2026). */
const MILLION = 6;
const GIGABYTE = 9;

const NOTHING = { total: 0 };

/** What a bill may hold beside: nothing of it happens, or can be told, in an emulator. */
const NOT_COUNTED = [
  "the free tier",
  "reads of streams",
  "replicated writes",
  "backups and point-in-time recovery",
  "exports and imports",
  "data streams of Kinesis",
  "contributor insights",
  "transfer of data",
];

/**
 * What a month would cost in which what was recorded happens `multiple` times: on demand, and with capacity provisioned for it.
 *
 * @param {(name: string, input: object) => any} control of the engine, which computes with decimal numbers
 */
export function priceOf(control, tables, consumed, { region, multiple = 1, storageMultiple = 1, peak = 1, utilization = 0.7, prices }) {
  const priced = prices ?? PRICES.regions[region] ?? PRICES.regions["us-east-1"];
  const basis = prices ? { region: "given" } : { region: PRICES.regions[region] ? region : "us-east-1", date: PRICES.date, sources: PRICES.sources };
  const terms = { multiple, storageMultiple, peak, utilization };
  const of = (table) => priceOfTable(control, table, consumed, terms, priced);
  const all = tables.map(of);
  return { currency: PRICES.currency, ...basis, ...terms, tables: all, total: sum(control, all), notCounted: NOT_COUNTED };
}

function priceOfTable(control, table, consumed, terms, priced) {
  const { tableName, region, accountId, description } = table;
  const prices = priced[description.TableClassSummary?.TableClass ?? "STANDARD"] ?? priced.STANDARD;
  const units = (name) => consumed.find((one) => one.tableName === tableName && one.region === region && one.accountId === accountId && one.indexName === name);
  const parts = stored(table).map(({ name, bytes }) => ({ ...(name && { indexName: name }), ...month(control, units(name), bytes, terms, prices) }));
  return { tableName, region, accountId, ...sum(control, parts), parts };
}

/** The bytes that are charged of a table, which pays for its local indexes, and of its global ones. */
function stored({ items, bytes, indexes, description }) {
  const size = (held) => held.bytes + OVERHEAD * held.items;
  const isLocal = ({ indexName }) => (description.LocalSecondaryIndexes ?? []).some(({ IndexName }) => IndexName === indexName);
  const own = size({ items, bytes }) + indexes.filter(isLocal).reduce((total, index) => total + size(index), 0);
  const global = indexes.filter((index) => !isLocal(index)).map((index) => ({ name: index.indexName, bytes: size(index) }));
  return [{ name: undefined, bytes: own }, ...global];
}

function month(control, { readUnits = NOTHING, writeUnits = NOTHING } = {}, bytes, { multiple, storageMultiple, peak, utilization }, prices) {
  const [reads, writes] = [readUnits.total * multiple, writeUnits.total * multiple];
  // A table has one unit at least.
  const capacity = (units) => Math.max(1, Math.ceil((units / SECONDS) * (peak / utilization)));
  const [readCapacityUnits, writeCapacityUnits] = [capacity(reads), capacity(writes)];
  const onDemand = [charge(reads, prices.readMillion, MILLION), charge(writes, prices.writeMillion, MILLION)];
  const provisioned = [charge(readCapacityUnits * HOURS, prices.readHour), charge(writeCapacityUnits * HOURS, prices.writeHour)];
  const [storage] = amounts(control, [charge(bytes * storageMultiple, prices.gigabyteMonth, GIGABYTE)]);
  return { onDemand: cost(control, onDemand), provisioned: { ...cost(control, provisioned), readCapacityUnits, writeCapacityUnits }, storage };
}

const charge = (quantity, price, lot = 0) => ({ quantity: decimal(quantity), price: String(price), lot });

/** What charges cost, each of them and all together, computed by the engine with decimal numbers. */
function amounts(control, charges) {
  return control("price", { charges }).map(Number);
}

function cost(control, charges) {
  const [reads, writes, total] = amounts(control, charges);
  return { reads, writes, total };
}

/** A number without an exponent. */
function decimal(number) {
  const [digits, exponent = "0"] = String(number).split("e");
  return exponent === "0" ? digits : number < 1 ? "0" : BigInt(number).toString();
}

function sum(control, months) {
  const of = (read) => amounts(control, months.map((one) => charge(1, decimal(read(one))))).at(-1);
  const mode = (name) => ({ reads: of((one) => one[name].reads), writes: of((one) => one[name].writes), total: of((one) => one[name].total) });
  return { onDemand: mode("onDemand"), provisioned: mode("provisioned"), storage: of(({ storage }) => storage) };
}
