import { checkOptions, isPlainObject } from "../options.js";
import { findScans } from "./scans.js";
import { printed } from "./printed.js";
import { priceOf } from "./price.js";

const isPositive = (value) => typeof value === "number" && Number.isFinite(value) && value > 0;

const CHECKS = {
  multiple: (value) => isPositive(value) || "write how many times a month what was recorded happens, for example 1_000_000",
  storageMultiple: (value) => isPositive(value) || "write how many times the items of now are stored, for example 1000",
  peak: (value) => (isPositive(value) && value >= 1) || "write how many times the mean traffic the peak is, for example 3",
  utilization: (value) => (isPositive(value) && value <= 1) || "write which part of provisioned capacity is to be used, for example 0.7",
  prices: (value) => isPlainObject(value) || "write prices as prices.json has them, by table class",
  region: (value) => typeof value === "string" || 'write a region name, for example "us-east-1"',
  keys: (value) => (Number.isSafeInteger(value) && value >= 0) || "write how many of the hottest keys are wanted, for example 10",
};

const NOTHING = { total: 0, seconds: 0, minimum: 0, mean: 0, peak: 0 };

/**
 * What was recorded, and what it would cost.
 *
 * @param {import("./meter.js").Meter | undefined} meter
 * @param {(name: string, input?: object) => any} control of the engine, which may give promises of what tables there are
 * @param {string} region whose prices are meant unless it is said otherwise
 * @param {object} options see `index.d.ts`
 * @returns {Promise<Report>}
 */
export async function report(meter, control, region, options = {}) {
  checkOptions("report", options, CHECKS);
  if (!meter) throw new TypeError("report: nothing was recorded: write emulator.requests.record() before the requests that are to be looked at");
  const { keys = 10 } = options;
  const holdings = await control("holdings");
  const tables = await Promise.all(holdings.map(async (holding) => ({ ...holding, description: await describe(control, holding) })));
  const consumed = consumption(meter);
  return new Report({
    requests: { total: meter.requests, refused: meter.refused, from: meter.first, to: meter.last },
    consumed,
    operations: meter.operations.entries().map(([[operation], sums]) => ({ operation, requests: 0, readUnits: 0, writeUnits: 0, ...sums })),
    statements: meter.statements.entries().map(([name, sums]) => ({ ...statement(name), requests: 0, readUnits: 0, writeUnits: 0, ...sums })),
    hotPartitions: hottest(meter.partitions, meter.sums, keys),
    hotItems: hottest(meter.items, meter.sums, keys),
    itemSizes: tables.map(sizes),
    scans: findScans(meter, tables),
    unusedIndexes: unusedIndexes(tables, consumed),
    throttles: throttles(meter),
    price: priceOf(control, tables, consumed, { region, ...options }),
  });
}

/** A report is data; as text it is a page for a terminal. */
class Report {
  constructor(parts) {
    Object.assign(this, parts);
  }

  toString() {
    return printed(this);
  }
}

async function describe(control, { tableName, region, accountId }) {
  const input = JSON.stringify({ TableName: tableName });
  const { Table } = await control("call", { operation: "DescribeTable", input, region, accountId });
  return Table;
}

const named = ([accountId, region, tableName, indexName]) => ({ tableName, ...(indexName && { indexName }), region, accountId });

/** Units by table and index, with those of a second. */
function consumption(meter) {
  const all = new Map();
  for (const { name, ...rates } of meter.sums.list()) {
    const [unit] = name.slice(-1);
    const place = named(name);
    const text = JSON.stringify(place);
    if (!all.has(text)) all.set(text, { ...place, readUnits: NOTHING, writeUnits: NOTHING });
    all.get(text)[unit] = rates;
  }
  return [...all.values()].sort(byName);
}

function byName(left, right) {
  const text = ({ tableName, indexName = "" }) => `${tableName}\n${indexName}`;
  return text(left) < text(right) ? -1 : 1;
}

function statement([operation, region, tableName, indexName, expressions]) {
  return { operation, region, ...(tableName && { tableName }), ...(indexName && { indexName }), ...expressions };
}

function hottest(tallies, sums, count) {
  const totals = new Map();
  for (const { name, total } of sums.list()) {
    const text = JSON.stringify(name.slice(0, 4));
    totals.set(text, (totals.get(text) ?? 0) + total);
  }
  const keys = tallies.entries().map(([name, { readUnits = 0, writeUnits = 0 }]) => {
    const share = (readUnits + writeUnits) / totals.get(JSON.stringify(name.slice(0, 4)));
    return { ...named(name), key: name[4], readUnits, writeUnits, share };
  });
  const units = ({ readUnits, writeUnits }) => readUnits + writeUnits;
  return keys.sort((left, right) => units(right) - units(left)).slice(0, count);
}

/** How large items are: those of at most 1, 2, 4, ... bytes. */
function sizes({ tableName, region, accountId, items, bytes, largest, sizes: classes, indexes }) {
  const distribution = classes.map((count, power) => ({ upTo: 2 ** power, items: count })).filter((one) => one.items > 0);
  return { tableName, region, accountId, items, bytes, mean: items > 0 ? bytes / items : 0, largest, distribution, indexes };
}

/** Global indexes that nobody has read, which cost what their writes do. */
function unusedIndexes(tables, consumed) {
  const of = (table, index) => consumed.find((one) => one.tableName === table.tableName && one.region === table.region && one.accountId === table.accountId && one.indexName === index);
  return tables.flatMap((table) =>
    (table.description.GlobalSecondaryIndexes ?? [])
      .map(({ IndexName }) => ({ IndexName, units: of(table, IndexName) }))
      .filter(({ units }) => !units || units.readUnits.total === 0)
      .map(({ IndexName, units }) => ({ tableName: table.tableName, indexName: IndexName, region: table.region, accountId: table.accountId, writeUnits: units?.writeUnits.total ?? 0 })),
  );
}

const REASONS = { readUnits: "reads", writeUnits: "writes", fault: "a fault of the test" };

function throttles(meter) {
  return meter.throttles.entries().map(([name, { requests }]) => {
    const { accountId, ...place } = named(name);
    return { ...place, ...(accountId && { accountId }), what: REASONS[name[4]], requests };
  });
}
