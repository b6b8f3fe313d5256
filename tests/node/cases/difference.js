// What an answer has otherwise than a case expects.

/**
 * @param {unknown} expected a JSON value in which `$any`, `$match` and `$unordered` may stand
 * @param {unknown} actual
 * @param {{ whole: boolean, path?: string }} how `whole`: members that are not expected must not be there
 * @returns {string | undefined} nothing if there is no difference
 */
export function difference(expected, actual, { whole, path = "" }) {
  const matcher = matcherOf(expected);
  if (matcher) return matcher(actual, { whole, path });
  if (Array.isArray(expected) && Array.isArray(actual)) return inElements(expected, actual, { whole, path });
  if (isObject(expected) && isObject(actual)) return inMembers(expected, actual, { whole, path });
  return expected === actual ? undefined : `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
}

const MATCHERS = {
  $any: () => (actual, { path }) => (actual === undefined ? `${path} is missing` : undefined),
  $match: (pattern) => (actual, { path }) =>
    typeof actual === "string" && new RegExp(pattern).test(actual) ? undefined : `${path}: ${actual} does not match ${pattern}`,
  $unordered: (expected) => (actual, how) => inAnyOrder(expected, actual, how),
};

function matcherOf(expected) {
  if (!isObject(expected)) return undefined;
  const [[name, value] = [], ...others] = Object.entries(expected);
  return others.length === 0 ? MATCHERS[name]?.(value) : undefined;
}

function inElements(expected, actual, { whole, path }) {
  if (expected.length !== actual.length) return `${path}: ${actual.length} elements in place of ${expected.length}`;
  return first(expected.keys(), (at) => difference(expected[at], actual[at], { whole, path: `${path}[${at}]` }));
}

function inMembers(expected, actual, { whole, path }) {
  const surplus = whole ? Object.keys(actual).find((name) => !Object.hasOwn(expected, name)) : undefined;
  if (surplus !== undefined) return `${path}.${surplus} is not expected: ${JSON.stringify(actual[surplus])}`;
  return first(Object.keys(expected), (name) => difference(expected[name], actual[name], { whole, path: `${path}.${name}` }));
}

function inAnyOrder(expected, actual, { whole, path }) {
  const rest = Array.isArray(actual) ? [...actual] : [];
  for (const wanted of expected) {
    const at = rest.findIndex((candidate) => difference(wanted, candidate, { whole }) === undefined);
    if (at < 0) return `${path} lacks ${JSON.stringify(wanted)} in ${JSON.stringify(actual)}`;
    rest.splice(at, 1);
  }
  return rest.length === 0 ? undefined : `${path} has more than expected: ${JSON.stringify(rest)}`;
}

function first(keys, find) {
  for (const key of keys) {
    const found = find(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
