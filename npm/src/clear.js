import { checkOptions, isPlainObject, show } from "./options.js";

const isText = (value) => typeof value === "string";

const CHECKS = {
  tableName: (value) => isText(value) || 'write the name of a table, for example "Music"',
  region: (value) => isText(value) || 'write a region name, for example "eu-west-1"',
  accountId: (value) => isText(value) || 'write twelve digits as a string, for example "123456789012"',
};

/** Takes the items out of tables, of all or of those that are named; see `index.d.ts`. */
export function clear(boundary, tables) {
  if (tables === undefined) return boundary.control("clear");
  const named = [tables].flat().map(readTable);
  const counts = named.map((table) => boundary.control("clear", table));
  return counts.some((count) => count instanceof Promise) ? Promise.all(counts).then(sum) : sum(counts);
}

const sum = (counts) => counts.reduce((all, count) => all + count, 0);

function readTable(table) {
  if (isText(table)) return { tableName: table };
  if (!isPlainObject(table)) throw new TypeError(`clear: ${show(table)} is no table: write its name, or for example { tableName: "Music", region: "eu-west-1" }`);
  checkOptions("clear", table, CHECKS);
  if (table.tableName === undefined) throw new TypeError('clear: tableName is missing: write the name of a table, for example "Music"');
  return table;
}
