import { checkOptions, show } from "./options.js";

const MILLISECONDS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000, milliseconds: 1 };

const AMOUNT = (value) => typeof value === "number" || "write a number";
const DURATION = Object.fromEntries(Object.keys(MILLISECONDS).map((unit) => [unit, AMOUNT]));

/**
 * A length of time in milliseconds.
 *
 * @param {string} caller who was given it
 * @param {number | object} duration milliseconds, or the sum of units
 * @throws {TypeError} which says what to write instead
 */
export function readDuration(caller, duration) {
  if (typeof duration === "number" && Number.isFinite(duration)) return duration;
  if (typeof duration !== "object" || duration === null) {
    throw new TypeError(`${caller}: ${show(duration)} is no duration: write milliseconds or an object, for example { days: 2 }`);
  }
  checkOptions(caller, duration, DURATION);
  return Object.entries(duration).reduce((sum, [unit, amount]) => sum + (amount ?? 0) * MILLISECONDS[unit], 0);
}

/** A length of time in whole milliseconds, not a negative one. */
export function readPositiveDuration(caller, duration) {
  const milliseconds = Math.round(readDuration(caller, duration));
  if (milliseconds >= 0 && Number.isSafeInteger(milliseconds)) return milliseconds;
  throw new TypeError(`${caller}: ${show(duration)} is no length of time: write 0 milliseconds or more`);
}
