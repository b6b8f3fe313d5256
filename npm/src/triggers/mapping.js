import { readPositiveDuration } from "../duration.js";
import { checkOptions, isPlainObject, show } from "../options.js";
import { readPattern } from "./pattern.js";

const isName = (value) => typeof value === "string" && value !== "";
const isCount = (least, most) => (value) => (Number.isInteger(value) && value >= least && value <= most) || `write a whole number from ${least} to ${most}`;

const CHECKS = {
  tableName: (value) => isName(value) || "write the name of a table that has a stream",
  streamArn: (value) => isName(value) || "write the ARN of a stream (LatestStreamArn)",
  region: (value) => isName(value) || 'write a region name, for example "eu-west-1"',
  accountId: (value) => isName(value) || "write twelve digits as a string",
  handler: (value) => typeof value === "function" || "write a function, for example async (event) => { … }",
  startingPosition: (value) => value === "TRIM_HORIZON" || value === "LATEST" || 'write "TRIM_HORIZON" or "LATEST"',
  batchSize: isCount(1, 10_000),
  batchingWindow: (value) => typeof value === "number" || isPlainObject(value) || "write milliseconds, or for example { seconds: 5 }",
  tumblingWindow: (value) => typeof value === "number" || isPlainObject(value) || "write milliseconds, or for example { minutes: 1 }",
  filterCriteria: (value) => Array.isArray(value) || (Array.isArray(value?.Filters) && value.Filters.every(isPlainObject)) || "write { Filters: [{ Pattern }] }, or a list of patterns",
  maximumRetryAttempts: isCount(-1, 10_000),
  maximumRecordAge: (value) => typeof value === "number" || isPlainObject(value) || "write milliseconds, or for example { hours: 1 }",
  bisectBatchOnFunctionError: (value) => typeof value === "boolean" || "write true or false",
  functionResponseTypes: (value) => (Array.isArray(value) && value.every((type) => type === "ReportBatchItemFailures")) || 'write ["ReportBatchItemFailures"]',
  parallelizationFactor: isCount(1, 10),
  onFailure: (value) => typeof value === "function" || "write a function that is given what a destination would be",
  functionName: (value) => isName(value) || "write the name of a function",
};

/** As long as Lambda gathers records, and as long as its tumbling windows are, in milliseconds. */
const LONGEST_WINDOW = 300_000;
const LONGEST_TUMBLING_WINDOW = 900_000;

/**
 * The settings of an event source mapping.
 *
 * @param {object} options see `index.d.ts`
 * @throws {TypeError} which says what to write instead
 */
export function readMapping(options) {
  checkOptions("triggers.add", options, CHECKS);
  const { tableName, streamArn, handler, filterCriteria, batchingWindow = 0, tumblingWindow = 0, maximumRecordAge, functionResponseTypes = [], ...others } = options;
  if (!handler) throw new TypeError("triggers.add: a handler is needed: write the function that is to be called");
  if ((tableName === undefined) === (streamArn === undefined)) {
    throw new TypeError(`triggers.add: ${show(options)} names no stream, or two: write tableName or streamArn`);
  }
  if (tumblingWindow && (options.parallelizationFactor ?? 1) > 1) throw new TypeError("triggers.add: a tumbling window has one state for a shard: leave parallelizationFactor out");
  const filters = (filterCriteria?.Filters?.map(({ Pattern }) => Pattern) ?? filterCriteria ?? []).map(readPattern);
  return {
    startingPosition: "TRIM_HORIZON",
    batchSize: 100,
    maximumRetryAttempts: -1,
    bisectBatchOnFunctionError: false,
    parallelizationFactor: 1,
    functionName: handler.name || "trigger",
    onFailure: () => {},
    ...others,
    tableName,
    streamArn,
    handler,
    batchingWindow: readWindow("batchingWindow", batchingWindow, LONGEST_WINDOW, "{ minutes: 5 }"),
    tumblingWindow: readTumblingWindow(tumblingWindow),
    maximumRecordAge: maximumRecordAge === undefined ? Infinity : readPositiveDuration("triggers.add", maximumRecordAge),
    reportsFailures: functionResponseTypes.length > 0,
    wants: (record) => filters.length === 0 || filters.some((filter) => filter(record)),
  };
}

function readWindow(name, duration, longest, help) {
  const milliseconds = readPositiveDuration("triggers.add", duration);
  if (milliseconds <= longest) return milliseconds;
  throw new TypeError(`triggers.add: ${name} cannot be ${show(duration)}: write at most ${help}`);
}

/** Without a length there is no window. */
function readTumblingWindow(duration) {
  const milliseconds = readWindow("tumblingWindow", duration, LONGEST_TUMBLING_WINDOW, "{ minutes: 15 }");
  if (milliseconds % 1000 === 0) return milliseconds;
  throw new TypeError(`triggers.add: tumblingWindow cannot be ${show(duration)}: write whole seconds`);
}
