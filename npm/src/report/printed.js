/**
 * A report as a page for a terminal.
 *
 * @param {object} report
 * @returns {string}
 */
export function printed(report) {
  const { requests, consumed, operations, statements, hotPartitions, hotItems, itemSizes, scans, unusedIndexes, throttles, price } = report;
  const parts = [
    `${requests.total} requests, ${requests.refused} of them refused\n`,
    section("Consumed units, and those of a second", ["table", "index", "", "total", "minimum", "mean", "peak"], consumed.flatMap(rates)),
    section("Operations", ["operation", "requests", "read units", "write units"], operations.map((one) => [one.operation, one.requests, one.readUnits, one.writeUnits])),
    section("Statements", ["operation", "what is asked for", "requests", "read units", "scanned", "returned"], statements.map(ofStatement)),
    section("Hot partitions", ["table", "index", "key", "read units", "write units", "share"], hotPartitions.map(ofKey)),
    section("Hot items", ["table", "index", "key", "read units", "write units", "share"], hotItems.map(ofKey)),
    section("Item sizes", ["table", "items", "bytes", "mean", "largest", "distribution"], itemSizes.map(ofSizes)),
    section("Scans that could be queries", ["table", "filter", "requests", "read units", "instead"], scans.map(ofScan)),
    section("Indexes that nobody reads", ["table", "index", "write units"], unusedIndexes.map((one) => [one.tableName, one.indexName, one.writeUnits])),
    section("Throttled", ["table", "index", "what", "requests"], throttles.map((one) => [one.tableName, one.indexName, one.what, one.requests])),
    section(`A month in ${price.currency}, ${terms(price)}`, ["table", "on demand", "provisioned", "read units", "write units", "storage"], months(price)),
    price.tables.length > 0 && `Not counted: ${price.notCounted.join(", ")}.\n`,
  ];
  return parts.filter(Boolean).join("\n");
}

function rates({ tableName, indexName, ...units }) {
  const row = (what, { total, minimum, mean, peak }) => [tableName, indexName, what, total, minimum, mean, peak];
  return [row("read", units.readUnits), row("write", units.writeUnits)].filter(([, , , total]) => total > 0);
}

function ofStatement({ operation, tableName, indexName, requests, readUnits, scanned = 0, returned = 0, ...one }) {
  const place = [tableName, indexName].filter(Boolean).join(".");
  const asked = ["Statement", "KeyConditionExpression", "KeyConditions", "FilterExpression", "ScanFilter", "QueryFilter"].map((name) => one[name]).filter(Boolean);
  return [operation, [place, ...asked].filter(Boolean).join(": "), requests, readUnits, scanned, returned];
}

function ofKey({ tableName, indexName, key, readUnits, writeUnits, share }) {
  const values = Object.values(key).map((value) => Object.values(value)[0]);
  return [tableName, indexName, values.join(" / "), readUnits, writeUnits, `${Math.round(share * 100)} %`];
}

function ofSizes({ tableName, items, bytes, mean, largest, distribution }) {
  return [tableName, items, bytes, mean, largest, distribution.map(({ upTo, items: count }) => `${count} up to ${bytesOf(upTo)}`).join(", ")];
}

function bytesOf(count) {
  return count < 1024 ? `${count} B` : `${count / 1024} KB`;
}

function ofScan({ tableName, filter, statement, requests, readUnits, instead }) {
  const target = instead.indexName ? `the index ${instead.indexName}` : "the table";
  return [tableName, filter ?? statement, requests, readUnits, `Query ${target} by ${instead.partitionKey.join(", ")}`];
}

function terms({ multiple, storageMultiple, peak, utilization, region, date }) {
  const often = `${multiple} times what was recorded`;
  const stored = storageMultiple === 1 ? "" : `, ${storageMultiple} times the storage`;
  const held = `capacity for ${peak} times the mean at ${Math.round(utilization * 100)} %`;
  return `${often}${stored}; ${held}; prices of ${region}${date ? ` as of ${date}` : ""}`;
}

function months({ tables, total }) {
  const capacity = (parts, unit) => parts.reduce((units, part) => units + part.provisioned[unit], 0);
  const row = ({ tableName, onDemand, provisioned, parts, storage }) => [
    tableName,
    dollars(onDemand.total),
    dollars(provisioned.total),
    capacity(parts, "readCapacityUnits"),
    capacity(parts, "writeCapacityUnits"),
    dollars(storage),
  ];
  if (tables.length === 0) return [];
  return [...tables.map(row), ["all", dollars(total.onDemand.total), dollars(total.provisioned.total), "", "", dollars(total.storage)]];
}

/** Cents, or what is less of them. */
function dollars(amount) {
  return amount === 0 || amount >= 0.1 ? amount.toFixed(2) : amount.toFixed(6).replace(/0{1,4}$/, "");
}

/** A table with a title; nothing, if it has no rows. */
function section(title, heads, rows) {
  if (rows.length === 0) return "";
  const cells = [heads, ...rows.map((row) => row.map(cell))];
  const widths = heads.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  const isNumeric = heads.map((_, at) => rows.every((row) => typeof row[at] === "number" || /^[\d.]*( %)?$/.test(row[at] ?? "x")));
  const line = (row) => row.map((text, at) => (isNumeric[at] ? text.padStart(widths[at]) : text.padEnd(widths[at]))).join("  ").trimEnd();
  const [head, ...body] = cells.map(line);
  return `${title}\n  ${head}\n${body.map((row) => `  ${row}\n`).join("")}`;
}

function cell(value) {
  if (value === undefined || value === null) return "";
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
}
