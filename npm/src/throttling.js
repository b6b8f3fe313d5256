import { readPositiveDuration } from "./duration.js";
import { checkOptions } from "./options.js";

const CHECKS = {
  burst: () => true,
  controlPlane: (value) => typeof value === "boolean" || "write true: requests of the control plane are limited in their number",
};

/**
 * How throughput is enforced, as the engine is told it.
 *
 * @returns {{ burst?: number, controlPlane?: boolean } | undefined} nothing where it is not enforced
 * @throws {TypeError} which says what to write instead
 */
export function readThrottling(throttling = false) {
  if (typeof throttling === "boolean") return throttling ? {} : undefined;
  checkOptions("throttling", throttling, CHECKS);
  const { burst, controlPlane } = throttling;
  return { burst: burst === undefined ? undefined : readPositiveDuration("throttling.burst", burst), controlPlane };
}
