import { parseArgs } from "node:util";

import { misused } from "../arguments.js";
import { CELL_TYPES } from "./cells.js";
import { FORMATS, formatOf } from "./formats.js";

export const USAGE = `usage: dynatab import [options] <table> <file>
       dynatab export [options] <table> [<file>]

Writes the items of a file into a table of a running server, or those of a table into a file; without one, to standard output.
A name that ends with .gz is of a compressed file.

  --format <name>        dynamodb-json (.json): an item in DynamoDB's form in each line, as DynamoDB itself exports them
                         jsonl (.jsonl, .ndjson): a plain JSON object in each line; numbers keep their 38 digits
                         csv (.csv): columns with names; keys have the types of the table, all else is text
  --type <column>=<type> import of csv: the type of a column, ${CELL_TYPES.join(", ")}; may be repeated
  --delimiter <text>     csv: what stands between cells (,)
  --tables <path>        import: creates the tables of a template of CloudFormation or SAM first, or of the folder that
                         cdk synth writes, unless they are there
  --endpoint <url>       the server ($AWS_ENDPOINT_URL_DYNAMODB, or http://127.0.0.1:8000)
  --region <name>        the region of the table ($AWS_REGION, or us-east-1)
  --quiet                tells nothing but errors
  --help                 print this

Credentials are those of the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN), if there are any.
`;

const OPTIONS = {
  format: { type: "string" },
  type: { type: "string", multiple: true },
  delimiter: { type: "string" },
  tables: { type: "string" },
  endpoint: { type: "string" },
  region: { type: "string" },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

/**
 * Reads what stands behind `import` or `export`.
 *
 * @param {"import" | "export"} name
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} environment
 */
export function readBulkArguments(name, words, environment) {
  const { values, positionals } = parse(words);
  if (values.help) return { help: true };
  const [table, path, ...others] = positionals;
  if (table === undefined) throw misused(`${name} needs the name of a table; \`dynatab ${name} --help\` tells more`);
  if (others.length > 0) throw misused(`${name} takes a table and a file, not ${others[0]} as well`);
  if (name === "import" && path === undefined) throw misused("import needs a file behind the name of the table");
  if (name === "export" && (values.type || values.tables)) throw misused(`export takes no ${values.type ? "--type" : "--tables"}: that is for import`);
  const format = readFormat(values.format, path);
  return { ...values, table, path, format, types: readTypes(values.type), place: readPlace(values, environment) };
}

function parse(words) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw misused(`${error.message.split(/\.\s/)[0]}; \`dynatab import --help\` lists the options`);
  }
}

function readFormat(name, path) {
  if (name !== undefined && !Object.hasOwn(FORMATS, name)) throw misused(`--format cannot be ${name}: write one of ${Object.keys(FORMATS).join(", ")}`);
  const format = name ?? (path === undefined ? "dynamodb-json" : formatOf(path));
  if (format) return format;
  throw misused(`the name ${path} does not tell its format: write --format and one of ${Object.keys(FORMATS).join(", ")}`);
}

function readTypes(pairs = []) {
  return new Map(pairs.map((pair) => {
    const [, column, type] = /^(.+)=(\w+)$/.exec(pair) ?? [];
    if (CELL_TYPES.includes(type)) return [column, type];
    throw misused(`--type cannot be ${pair}: write a column and one of ${CELL_TYPES.join(", ")}, for example Year=N`);
  }));
}

function readPlace({ endpoint, region }, environment) {
  const text = endpoint ?? environment.AWS_ENDPOINT_URL_DYNAMODB ?? environment.AWS_ENDPOINT_URL ?? "http://127.0.0.1:8000";
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw misused(`--endpoint cannot be ${text}: write an address, for example http://127.0.0.1:8000`);
  const { AWS_ACCESS_KEY_ID = "dynatab", AWS_SECRET_ACCESS_KEY = "dynatab", AWS_SESSION_TOKEN, AWS_REGION, AWS_DEFAULT_REGION } = environment;
  return {
    url: new URL(text),
    region: region ?? (AWS_REGION || AWS_DEFAULT_REGION || "us-east-1"),
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN },
  };
}
