import { isPlainObject, show } from "../options.js";

/** Comparisons that a rule may be beside a value, by their names in a pattern. */
const RULES = {
  prefix: (value, prefix) => typeof value === "string" && value.startsWith(prefix),
  suffix: (value, suffix) => typeof value === "string" && value.endsWith(suffix),
  "equals-ignore-case": (value, text) => typeof value === "string" && value.toLowerCase() === text.toLowerCase(),
  "anything-but": (value, others) => value !== undefined && ![others].flat().some((other) => holds(value, other)),
  numeric: (value, comparisons) => typeof value === "number" && isBetween(value, comparisons),
  exists: (value, exists) => (value !== undefined) === exists,
};

const isText = (value) => typeof value === "string";

/** What stands behind the names of rules. */
const ARGUMENTS = {
  prefix: isText,
  suffix: isText,
  "equals-ignore-case": isText,
  "anything-but": (others) => [others].flat().every(isRule),
  numeric: (comparisons) => Array.isArray(comparisons) && comparisons.length > 0 && comparisons.every(isComparison),
  exists: (value) => typeof value === "boolean",
};

const COMPARISONS = {
  "=": (value, other) => value === other,
  "<": (value, other) => value < other,
  "<=": (value, other) => value <= other,
  ">": (value, other) => value > other,
  ">=": (value, other) => value >= other,
};

/**
 * A filter of an event source mapping.
 *
 * @param {string | object} pattern JSON, or what it is read to
 * @returns {(record: object) => boolean}
 * @throws {TypeError} for what is no pattern
 */
export function readPattern(pattern) {
  const read = typeof pattern === "string" ? parse(pattern) : pattern;
  check(read);
  return (record) => matches(record, read);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError(`triggers.add: the pattern ${show(text)} is no JSON`);
  }
}

/** A pattern is an object of patterns, or of lists of rules. */
function check(pattern) {
  if (!isPlainObject(pattern)) throw new TypeError(`triggers.add: ${show(pattern)} is no pattern: write an object, for example { eventName: ["INSERT"] }`);
  for (const [name, inner] of Object.entries(pattern)) {
    if (!Array.isArray(inner)) check(inner);
    else if (name === "$or") inner.forEach(check);
    else inner.forEach(checkRule);
  }
}

function checkRule(rule) {
  if (isRule(rule)) return;
  throw new TypeError(`triggers.add: ${show(rule)} is no rule of a pattern: write one of ${Object.keys(RULES).join(", ")}, as in { prefix: "a" } or { numeric: [">", 0, "<=", 9] }`);
}

function isRule(rule) {
  if (typeof rule !== "object" || rule === null) return true;
  const [[name, argument] = [], ...others] = Object.entries(rule);
  return others.length === 0 && Object.hasOwn(ARGUMENTS, name) && ARGUMENTS[name](argument);
}

/** Names of comparisons stand before the numbers that are compared with. */
function isComparison(value, index, { length }) {
  return index % 2 === 0 ? index + 1 < length && Object.hasOwn(COMPARISONS, value) : Number.isFinite(value);
}

function matches(value, pattern) {
  return Object.entries(pattern).every(([name, inner]) => {
    if (name === "$or") return inner.some((choice) => matches(value, choice));
    const found = value?.[name];
    return Array.isArray(inner) ? inner.some((rule) => holds(found, rule)) : matches(found, inner);
  });
}

/** Of a list it is enough that one element follows the rule. */
function holds(value, rule) {
  if (Array.isArray(value)) return value.some((element) => holds(element, rule));
  if (typeof rule !== "object" || rule === null) return value === rule;
  const [[name, argument]] = Object.entries(rule);
  return RULES[name](isPlainObject(value) && name === "exists" ? undefined : value, argument);
}

function isBetween(value, comparisons) {
  for (let index = 0; index < comparisons.length; index += 2) {
    if (!COMPARISONS[comparisons[index]](value, comparisons[index + 1])) return false;
  }
  return true;
}
