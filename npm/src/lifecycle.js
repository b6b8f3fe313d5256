import { readPositiveDuration } from "./duration.js";

/**
 * How long changes of the control plane take, as the engine is told it. Which steps there are is for the engine to say.
 *
 * @returns {{ realisticLifecycle?: boolean, lifecycle?: Record<string, number> }}
 * @throws {TypeError} which says what to write instead
 */
export function readLifecycle(lifecycle = "instant") {
  if (typeof lifecycle === "string") return { realisticLifecycle: lifecycle === "realistic" };
  const steps = Object.entries(lifecycle).filter(([, duration]) => duration !== undefined);
  return { lifecycle: Object.fromEntries(steps.map(([step, duration]) => [step, readPositiveDuration(`lifecycle.${step}`, duration)])) };
}
