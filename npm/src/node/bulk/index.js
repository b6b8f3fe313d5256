import { Writable } from "node:stream";

import { readTables } from "../../testing/tables.js";
import { readBulkArguments, USAGE } from "./arguments.js";
import { Endpoint } from "./endpoint.js";
import { exportItems } from "./export.js";
import { importItems } from "./import.js";

/**
 * `dynatab import` and `dynatab export`.
 *
 * @param {"import" | "export"} name
 * @param {string[]} words behind it
 */
export async function bulk(name, words) {
  const choices = readBulkArguments(name, words, process.env);
  if (choices.help) return void process.stdout.write(USAGE);
  const endpoint = new Endpoint(choices.place);
  if (choices.tables !== undefined) await createTables(endpoint, choices);
  const output = choices.quiet ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  await (name === "import" ? importItems : exportItems)(endpoint, choices, output).catch((error) => {
    // Whoever reads an export may have enough of it.
    if (error.code !== "EPIPE") throw named(error, choices.table);
  });
}

/** Tables that are there stay as they are. Replicas elsewhere are no matter of items. */
async function createTables(endpoint, { tables, place }) {
  const stack = { region: place.region, accountId: "000000000000", stackName: "dynatab", parameters: {} };
  const there = new Set();
  const here = ([operation, , region]) => region === undefined && operation !== "autoScale" && operation !== "UpdateTable";
  for (const [operation, input] of readTables(tables, stack).filter(here)) {
    if (operation !== "CreateTable" && there.has(input.TableName)) continue;
    const created = await endpoint.call(operation, input).then(() => true, (error) => isThere(error));
    if (!created) there.add(input.TableName);
    else if (operation === "CreateTable") await active(endpoint, input.TableName);
  }
}

function isThere(error) {
  if (error.name === "ResourceInUseException") return false;
  throw error;
}

async function active(endpoint, TableName) {
  for (;;) {
    const { Table } = await endpoint.call("DescribeTable", { TableName });
    if (Table.TableStatus === "ACTIVE") return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function named(error, table) {
  if (error.name !== "ResourceNotFoundException") return error;
  return new Error(`there is no table ${table}: create it first, or name a template that has it with --tables`);
}
