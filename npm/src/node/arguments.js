import { parseArgs } from "node:util";

export const USAGE = `usage: dynatab [options]
       dynatab exec [options] -- <command> [arguments]
       dynatab report [options] -- <command> [arguments]
       dynatab import | export [options] <table> [<file>]

Starts Amazon DynamoDB on a local port. Point any SDK or the AWS CLI at it:
  aws dynamodb list-tables --endpoint-url http://127.0.0.1:8000 --region us-east-1

With exec it runs a command for whose AWS SDKs DynamoDB is this one, on a free port, and ends with it and its exit code:
  dynatab exec -- pytest

With report it does the same and tells what the command consumed: units by table, index and operation, hot keys, scans that could be
queries, and what a month of it would cost. import and export move items between tables and files: \`dynatab import --help\`.

  --port <number>           the port to listen on (8000; exec: a free one); 0 lets the system choose
  --host <address>          the address to listen on (127.0.0.1)
  --region <name>           the region of requests that name none (us-east-1)
  --account <key>=<id>      the account of an access key, twelve digits; may be repeated
  --access-key <key>=<secret>  an access key that there is; may be repeated. Signatures are verified then
  --enforce-policies        resource-based policies decide who may do what
  --account-id <id>         the account of all other access keys (000000000000)
  --shared-namespace        all accounts and regions see the same tables
  --validation <state>      words errors as AWS does since 2026 (2026) or as it did before (classic)
  --recovery-delay <s>      how many seconds the latest restorable time is behind the clock (300)
  --lifecycle <how>         changes of tables are complete at once (instant), take the time that they take on AWS
                            (realistic), or so many milliseconds: createTable=2000,deleteTable=500
  --throttling              what is provisioned for tables, or their quota on demand, is enforced
  --lag <ms>                eventually consistent reads see tables as they were that long ago (0)
  --index-lag <ms>          the same for reads of global secondary indexes (as --lag)
  --replication-lag <ms>    other regions of a global table see what is written so much later (0)
  --time-to-live-interval <ms>  how often expired items are looked for (60000); Infinity: never
  --data <folder>           keeps everything in a folder, from which the next start goes on; needs the package classic-level
  --control                 tests reach the clock, faults, snapshots and the rest under /_dynatab/ (docs/testing.md)
  --multiple <number>       report: how many times a month what the command does happens (1)
  --peak <number>           report: how many times the mean traffic the peak is (1)
  --json                    report: as JSON
  --output <file>           report: into a file, not to standard output
  --seed <number>           starts the source of ids, so that they repeat
  --help                    print this
  --version                 print the version
`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  region: { type: "string" },
  account: { type: "string", multiple: true },
  "access-key": { type: "string", multiple: true },
  "enforce-policies": { type: "boolean" },
  "account-id": { type: "string" },
  "shared-namespace": { type: "boolean" },
  validation: { type: "string" },
  "recovery-delay": { type: "string" },
  lifecycle: { type: "string" },
  throttling: { type: "boolean" },
  lag: { type: "string" },
  "index-lag": { type: "string" },
  "replication-lag": { type: "string" },
  "time-to-live-interval": { type: "string" },
  data: { type: "string" },
  control: { type: "boolean" },
  seed: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
};

const REPORT_OPTIONS = {
  multiple: { type: "string" },
  peak: { type: "string" },
  json: { type: "boolean" },
  output: { type: "string" },
};

/**
 * Reads the command line.
 *
 * @param {string[]} words
 * @returns {{ help?: boolean, version?: boolean, port: number, host: string, control?: boolean, emulator: object, command?: string[], report?: object }}
 *   where `command` is to be run with the server, and `report` says how to report of it
 */
export function readArguments(words) {
  if (words[0] === "exec") return readExec("exec", words.slice(1), OPTIONS);
  if (words[0] === "report") return readExec("report", words.slice(1), { ...OPTIONS, ...REPORT_OPTIONS });
  return { ...readServer(parse(words, OPTIONS), "8000"), command: undefined };
}

function readServer({ port, host, help, version, control, ...chosen }, anyPort) {
  return { help, version, control, port: readPort(port ?? anyPort), host: readHost(host), emulator: readEmulator(chosen) };
}

/** What stands behind `--` is the command's, whatever it looks like. */
function readExec(name, words, options) {
  const end = words.indexOf("--");
  const { multiple, peak, json, output, ...chosen } = parse(end < 0 ? words : words.slice(0, end), options);
  const choices = readServer(chosen, "0");
  const command = end < 0 ? [] : words.slice(end + 1);
  if (command.length === 0 && !choices.help && !choices.version) throw misused(`${name} needs a command behind --, for example: dynatab ${name} -- pytest`);
  const terms = { multiple: readFactor("multiple", multiple), peak: readFactor("peak", peak) };
  return { ...choices, command, ...(name === "report" && { report: { terms, json, output } }) };
}

/** What makes no sense is for the report to refuse. */
function readFactor(name, text) {
  if (text === undefined || /^\d{1,15}(\.\d{1,6})?$/.test(text)) return text && Number(text);
  throw misused(`--${name} cannot be ${text}: write a number, for example 1000`);
}

function parse(words, options) {
  try {
    return parseArgs({ args: words, options }).values;
  } catch (error) {
    throw misused(`${reason(error)}; \`dynatab --help\` lists the options`);
  }
}

/** Node explains at length what a value that looks like an option could be. */
function reason({ message }) {
  const [, option] = /^Option '(?:-\w, )?(--[\w-]+).* argument is ambiguous/.exec(message) ?? [];
  return option ? `${option} needs a value, which cannot begin with a hyphen` : message.split(/\.\s/)[0];
}

function readPort(text) {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  throw misused(`--port cannot be ${text}: write a number from 0 to 65535`);
}

/** Options of `createEmulator`, which checks those that are handed on as they are. */
function readEmulator({ account, "access-key": secrets, "recovery-delay": delay, "time-to-live-interval": interval, lifecycle, lag, "index-lag": indexLag, "replication-lag": replicationLag, data, seed, ...same }) {
  const { "account-id": accountId, "shared-namespace": sharedNamespace, "enforce-policies": enforcePolicies, ...others } = same;
  return {
    ...others,
    accountId,
    sharedNamespace,
    enforcePolicies,
    accounts: readAccounts(account),
    accessKeys: readSecrets(secrets),
    recoveryDelay: readDelay(delay),
    timeToLiveInterval: readInterval(interval),
    lifecycle: readLifecycle(lifecycle),
    consistency: { lag: readLag("lag", lag), indexLag: readLag("index-lag", indexLag) },
    replication: { lag: readLag("replication-lag", replicationLag) || undefined },
    storage: readFolder(data),
    seed: readSeed(seed),
  };
}

function readDelay(text) {
  if (text === undefined || (/^\d{1,5}$/.test(text) && Number(text) <= 86_400)) return text && Number(text);
  throw misused(`--recovery-delay cannot be ${text}: write a whole number of seconds from 0 to 86400`);
}

/** Names of steps are for `createEmulator` to check. */
function readLifecycle(text) {
  if ([undefined, "instant", "realistic"].includes(text)) return text;
  const steps = text.split(",").map((step) => /^(\w+)=(\d{1,12})$/.exec(step)?.slice(1));
  if (steps.every((step) => step)) return Object.fromEntries(steps.map(([name, milliseconds]) => [name, Number(milliseconds)]));
  throw misused(`--lifecycle cannot be ${text}: write instant, realistic, or milliseconds, for example createTable=2000,deleteTable=500`);
}

function readInterval(text) {
  if (text === undefined || /^(\d{1,15}|Infinity)$/.test(text)) return text && Number(text);
  throw misused(`--time-to-live-interval cannot be ${text}: write a whole number of milliseconds, or Infinity`);
}

function readLag(name, text) {
  if (text === undefined || /^\d{1,10}$/.test(text)) return text && Number(text);
  throw misused(`--${name} cannot be ${text}: write a whole number of milliseconds`);
}

function readFolder(text) {
  if (text === "") throw misused("--data cannot be empty: write a folder, which is made if it is not there");
  return text && `dir:${text}`;
}

function readSeed(text) {
  if (text === undefined || /^\d{1,15}$/.test(text)) return text && Number(text);
  throw misused(`--seed cannot be ${text}: write a whole number of at most 15 digits`);
}

/** Without a name Node would listen on all addresses. */
function readHost(text) {
  if (text !== "") return text;
  throw misused("--host cannot be empty: write an address of this machine, for example 127.0.0.1, or 0.0.0.0 for all of them");
}

function readAccounts(pairs = []) {
  const accounts = new Map();
  for (const [key, id] of pairs.map((pair) => splitAccount(pair))) {
    if (accounts.has(key)) throw misused(`--account names ${key} twice: write one account for each access key`);
    accounts.set(key, id);
  }
  return Object.fromEntries(accounts);
}

/** Without any, all access keys are taken for one and nothing is verified. */
function readSecrets(pairs) {
  if (!pairs) return undefined;
  const keys = new Map();
  for (const [key, secretAccessKey] of pairs.map((pair) => splitSecret(pair))) {
    if (keys.has(key)) throw misused(`--access-key names ${key} twice: write one secret for each access key`);
    keys.set(key, { secretAccessKey });
  }
  return Object.fromEntries(keys);
}

/** A secret does not belong into an error message. */
function splitSecret(pair) {
  const [, key, secret] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
  if (key) return [key, secret];
  throw misused("--access-key cannot be read: write an access key and its secret, for example AKIAEXAMPLE=secret");
}

function splitAccount(pair) {
  const [, key, id] = /^(.+)=(\d{12})$/.exec(pair) ?? [];
  if (key) return [key, id];
  throw misused(`--account cannot be ${pair}: write an access key and twelve digits, for example AKIAEXAMPLE=123456789012`);
}

/** An error of the person who typed the command. */
export function misused(message) {
  return Object.assign(new Error(message), { exitCode: 2 });
}
