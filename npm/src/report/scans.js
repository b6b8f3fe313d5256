import { tableOfStatement } from "../requests/entry.js";

/**
 * Scans with a filter that a query could answer: it asks for one value of the partition key of the table or of a global index.
 *
 * @param {import("./meter.js").Meter} meter
 * @param {{ tableName: string, region: string, description: object }[]} tables
 */
export function findScans(meter, tables) {
  return meter.statements.entries().flatMap(([[operation, region, table, index, expressions], tally]) => {
    const scan = operation === "Scan" ? ofScan(table, index, expressions) : ofStatement(expressions.Statement);
    const described = scan && tables.find((one) => one.tableName === scan.tableName && one.region === region);
    const query = described && better(described.description, scan);
    if (!query) return [];
    const { requests = 0, readUnits = 0, scanned = 0, returned = 0 } = tally;
    return [{ operation, region, ...scan.told, requests, readUnits, scanned, returned, instead: query }];
  });
}

function ofScan(table, indexName, expressions) {
  const filter = expressions.FilterExpression ?? expressions.ScanFilter;
  const tableName = typeof table === "string" ? table.replace(/^arn:.*:table\//, "") : undefined;
  if (!filter || !tableName) return undefined;
  return { tableName, indexName, equal: equalities(filter), told: { tableName, ...(indexName && { indexName }), filter } };
}

function ofStatement(statement) {
  const [, where] = /^\s*select\b.*?\bwhere\b(.*)$/is.exec(statement ?? "") ?? [];
  if (!where) return undefined;
  const tableName = tableOfStatement(statement);
  const [, indexName] = /\bfrom\s+"[^"]+"\."([^"]+)"/i.exec(statement) ?? [];
  return { tableName, indexName, equal: equalities(where.replace(/\border\s+by\b.*$/is, "")), told: { tableName, ...(indexName && { indexName }), statement } };
}

/** The query that would do, unless it is one already. */
function better({ KeySchema, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }, { indexName, equal, told: { statement } }) {
  const sources = [{ KeySchema }, ...GlobalSecondaryIndexes, ...LocalSecondaryIndexes];
  const partition = ({ KeySchema: schema }) => schema.filter(({ KeyType }) => KeyType === "HASH").map(({ AttributeName }) => AttributeName);
  const fits = (source) => partition(source).every((name) => equal.includes(name));
  const read = sources.find(({ IndexName }) => IndexName === (indexName ?? undefined));
  const target = [read, ...sources].find((source) => source && fits(source));
  if (!target || (target === read && statement)) return undefined;
  return { ...(target.IndexName && { indexName: target.IndexName }), partitionKey: partition(target) };
}

/** The attributes of which an expression asks for one value each, whatever else it asks for. */
function equalities(expression) {
  if (/\bor\b/i.test(expression)) return [];
  const parts = expression.split(/\band\b/i).map((part) => part.replace(/^[\s(]+|[\s)]+$/g, ""));
  const names = parts.map((part) => /^"?([\w.-]+)"?\s*=\s*[:?'\d]/.exec(part)?.[1] ?? /^(?::\w+|\?|'[^']*'|\d+)\s*=\s*"?([\w.-]+)"?$/.exec(part)?.[1]);
  return names.filter(Boolean);
}
