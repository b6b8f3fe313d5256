import { readPositiveDuration } from "./duration.js";
import { checkOptions } from "./options.js";

const CHECKS = { burst: () => true };

/**
 * How throughput is enforced, as the engine is told it.
 *
 * @returns {{ burst?: number } | undefined} nothing where it is not enforced
 * @throws {TypeError} which says what to write instead
 */
export function readThrottling(throttling = false) {
  if (typeof throttling === "boolean") return throttling ? {} : undefined;
  checkOptions("throttling", throttling, CHECKS);
  return throttling.burst === undefined ? {} : { burst: readPositiveDuration("throttling.burst", throttling.burst) };
}
