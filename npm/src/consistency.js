import { readPositiveDuration } from "./duration.js";
import { checkOptions, isPlainObject } from "./options.js";

const LAG = () => true;
const CHECKS = { lag: LAG, indexLag: LAG };

const WRITES = {
  writes: (value) => (Number.isSafeInteger(value) && value >= 0) || "write how many writes, for example { writes: 3 }",
};

/**
 * How far reads lag behind, as the engine is told it. Indexes lag as far behind as tables unless they are given a lag of their own.
 *
 * @returns {{ lag?: object, indexLag?: object }}
 * @throws {TypeError} which says what to write instead
 */
export function readConsistency(consistency = {}) {
  checkOptions("consistency", consistency, CHECKS);
  const { lag, indexLag = lag } = consistency;
  return { lag: readLag("consistency.lag", lag), indexLag: readLag("consistency.indexLag", indexLag) };
}

function readLag(caller, lag) {
  if (lag === undefined) return undefined;
  if (!isPlainObject(lag) || lag.writes === undefined) return { milliseconds: readPositiveDuration(caller, lag) };
  checkOptions(caller, lag, WRITES);
  return { writes: lag.writes };
}
