import { isPlainObject } from "../options.js";

/** So many keys, or statements, are counted apart; of more, the half that was counted less is forgotten. */
const MOST = 2000;

/**
 * What requests consume, summed up while they happen, in bounded memory. `report.js` tells it.
 *
 * Rates are those of the seconds, by the emulator's clock, in which something was consumed.
 */
export class Meter {
  /** Units by account, region, table, index and dimension. */
  sums = new Sums();
  /** Units of partitions and items. */
  partitions = new Tallies();
  items = new Tallies();
  /** Requests and units by operation, and by what they ask for. */
  operations = new Tallies();
  statements = new Tallies();
  throttles = new Tallies();
  requests = 0;
  refused = 0;
  first = undefined;
  last = undefined;

  /** Counts what the engine has charged for a request. */
  add(entry, costs) {
    const second = Math.floor(entry.time / 1000);
    const units = { readUnits: 0, writeUnits: 0 };
    for (const cost of costs) {
      const unit = cost.writes ? "writeUnits" : "readUnits";
      const place = placeOf(cost);
      if (cost.throttled) {
        this.throttles.add([...place, unit], { requests: 1 });
        continue;
      }
      units[unit] += cost.units;
      this.sums.add([...place, unit], second, cost.units);
      if (cost.partition) this.partitions.add([...place, cost.partition], { [unit]: cost.units });
      // Without a sort key an item is its partition.
      if (cost.key && Object.keys(cost.key).length > Object.keys(cost.partition).length) this.items.add([...place, cost.key], { [unit]: cost.units });
    }
    this.operations.add([entry.operation], units);
    for (const statement of statementsOf(entry)) this.statements.add(statement, units);
  }

  /** Counts a request, whoever has answered it. */
  count(entry) {
    this.requests += 1;
    this.first ??= entry.time;
    this.last = entry.time;
    if (entry.statusCode !== 200) this.refused += 1;
    this.operations.add([entry.operation], { requests: 1 });
    const { ScannedCount, Count } = entry.output ?? {};
    for (const statement of statementsOf(entry)) this.statements.add(statement, { requests: 1, scanned: ScannedCount ?? 0, returned: Count ?? 0 });
    if (entry.fault && isThrottle(entry.error?.name)) for (const table of entry.tableNames) this.throttles.add([null, entry.region, table, null, "fault"], { requests: 1 });
  }
}

const THROTTLES = ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"];

const isThrottle = (name) => THROTTLES.includes(name);

const placeOf = ({ accountId, region, tableName, indexName }) => [accountId, region, tableName, indexName];

/** What a request asks for, without its values: operation, table, index, expressions with their names in them. */
function statementsOf({ operation, input, region }) {
  // Whatever it is that the service refuses.
  if (!isPlainObject(input)) return [];
  const { Statement, Statements, TransactStatements } = input;
  const written = [{ Statement }, ...list(Statements), ...list(TransactStatements)];
  const texts = written.map((one) => one?.Statement).filter((text) => typeof text === "string");
  if (texts.length > 0) return texts.map((text) => [operation, region, null, null, { Statement: text.replace(/\s+/g, " ").trim() }]);
  if (!["Query", "Scan"].includes(operation)) return [];
  return [[operation, region, input.TableName, input.IndexName ?? null, expressions(input)]];
}

const list = (value) => (Array.isArray(value) ? value : []);

const EXPRESSIONS = ["KeyConditionExpression", "FilterExpression", "ProjectionExpression"];
const LEGACY = ["KeyConditions", "QueryFilter", "ScanFilter"];

function expressions(input) {
  const names = input.ExpressionAttributeNames ?? {};
  const named = (text) => text.replace(/#\w+/g, (placeholder) => (Object.hasOwn(names, placeholder) ? names[placeholder] : placeholder));
  const written = EXPRESSIONS.filter((name) => typeof input[name] === "string").map((name) => [name, named(input[name])]);
  const legacy = LEGACY.filter((name) => input[name]).map((name) => [name, conditions(input[name])]);
  return Object.fromEntries([...written, ...legacy]);
}

/** Legacy conditions as an expression would say them. */
function conditions(all) {
  const told = Object.entries(all).map(([name, condition]) => `${name} ${condition?.ComparisonOperator === "EQ" ? "=" : condition?.ComparisonOperator} :${name}`);
  return told.join(" AND ");
}

/** Sums by name; a name is a list. */
export class Tallies {
  #tallies = new Map();

  add(name, amounts) {
    const text = JSON.stringify(name);
    const tally = this.#tallies.get(text) ?? this.#insert(text, name);
    for (const [unit, amount] of Object.entries(amounts)) tally[unit] = (tally[unit] ?? 0) + amount;
  }

  /** @returns {[name: any[], tally: object][]} */
  entries() {
    return [...this.#tallies.values()].map(({ name, ...tally }) => [name, tally]);
  }

  #insert(text, name) {
    if (this.#tallies.size >= MOST) this.#halve();
    const tally = { name };
    this.#tallies.set(text, tally);
    return tally;
  }

  #halve() {
    const weight = ({ requests = 0, readUnits = 0, writeUnits = 0 }) => requests + readUnits + writeUnits;
    const kept = [...this.#tallies].sort(([, left], [, right]) => weight(right) - weight(left)).slice(0, MOST / 2);
    this.#tallies = new Map(kept);
  }
}

/** Units by name, with the least and the most of a second. */
export class Sums {
  #sums = new Map();

  add(name, second, units) {
    const text = JSON.stringify(name);
    let sum = this.#sums.get(text);
    if (!sum) this.#sums.set(text, (sum = { name, total: 0, seconds: 0, least: Infinity, most: 0, second, within: 0 }));
    if (sum.second !== second) {
      close(sum);
      Object.assign(sum, { second, within: 0 });
    }
    sum.within += units;
    sum.total += units;
  }

  /** @returns {{ name: any[], total: number, seconds: number, minimum: number, mean: number, peak: number }[]} */
  list() {
    return [...this.#sums.values()].map((sum) => {
      const { name, total, seconds, least, most } = close({ ...sum });
      return { name, total, seconds, minimum: least, mean: total / seconds, peak: most };
    });
  }
}

/** A second is over. */
function close(sum) {
  sum.seconds += 1;
  sum.least = Math.min(sum.least, sum.within);
  sum.most = Math.max(sum.most, sum.within);
  return sum;
}
