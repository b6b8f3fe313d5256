import { isPlainObject, show } from "../options.js";

/** The types of attribute values and what JSON has for each. */
const TYPES = {
  S: (value) => typeof value === "string",
  N: (value) => typeof value === "string",
  B: (value) => typeof value === "string" || value instanceof Uint8Array,
  SS: Array.isArray,
  NS: Array.isArray,
  BS: Array.isArray,
  M: isPlainObject,
  L: Array.isArray,
  NULL: (value) => typeof value === "boolean",
  BOOL: (value) => typeof value === "boolean",
};

/**
 * An item as requests have it. One whose attributes all have the form of attribute values, `{ S: "text" }`, is taken for DynamoDB JSON;
 * any other for plain values, which become what the AWS SDK's document client makes of them.
 *
 * @param {object} item
 * @returns {Record<string, object>}
 * @throws {TypeError} for a value that no attribute can hold
 */
export function readItem(item) {
  if (!isPlainObject(item)) throw new TypeError(`${show(item)} is no item: write an object, for example { pk: "a" }`);
  const typed = Object.keys(item).length > 0 && Object.values(item).every(isAttributeValue);
  return mapped(item, typed ? bytesAsText : marshal);
}

function isAttributeValue(value) {
  if (!isPlainObject(value)) return false;
  const [type, ...others] = Object.keys(value);
  return others.length === 0 && Object.hasOwn(TYPES, type) && TYPES[type](value[type]);
}

/** Values without `undefined`, which stands for what is not there. */
function mapped(object, convert) {
  const there = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, convert(value)]));
}

/** A plain value as an attribute value. */
function marshal(value) {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "boolean") return { BOOL: value };
  if (typeof value === "bigint" || Number.isFinite(value)) return { N: String(value) };
  if (value instanceof Uint8Array) return { B: base64(value) };
  if (value instanceof Set) return marshalSet([...value]);
  if (Array.isArray(value)) return { L: value.map(marshal) };
  if (value instanceof Map) return { M: mapped(Object.fromEntries(value), marshal) };
  if (isPlainObject(value)) return { M: mapped(value, marshal) };
  throw new TypeError(`an attribute cannot hold ${show(value)}: write text, numbers, booleans, null, bytes, sets, arrays and objects`);
}

function marshalSet(elements) {
  const [type] = elements.length > 0 ? Object.keys(marshal(elements[0])) : [];
  const values = elements.map((element) => marshal(element)[type]);
  if (["S", "N", "B"].includes(type) && !values.includes(undefined)) return { [`${type}S`]: values };
  throw new TypeError(`an attribute cannot hold a set of ${elements.map(show).join(", ") || "nothing"}: sets hold texts, numbers or bytes, one kind and at least one`);
}

/** An attribute value whose bytes are base64, as JSON has them. */
function bytesAsText(value) {
  const [[type, inner]] = Object.entries(value);
  if (type === "M") return { M: mapped(inner, bytesAsText) };
  if (type === "L") return { L: inner.map(bytesAsText) };
  if (type === "BS") return { BS: inner.map(base64) };
  return type === "B" ? { B: base64(inner) } : value;
}

function base64(bytes) {
  return typeof bytes === "string" ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
