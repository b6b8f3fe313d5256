import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";

/** Items as plain JSON: numbers keep all of their digits. What JSON has no type for is written as what comes near: see `Losses`. */

/**
 * @param {string} text one JSON object
 * @returns {Record<string, object>} an item in DynamoDB's form
 * @throws {Error} which says what is wrong
 */
export function readPlain(text) {
  const object = parse(text);
  if (typeof object !== "object" || object === null || Array.isArray(object) || isLosslessNumber(object)) throw new Error("this is no JSON object");
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, attributeValue(value)]));
}

function attributeValue(value) {
  if (value === null) return { NULL: true };
  if (typeof value === "boolean") return { BOOL: value };
  if (typeof value === "string") return { S: value };
  if (isLosslessNumber(value)) return { N: value.value };
  if (Array.isArray(value)) return { L: value.map(attributeValue) };
  return { M: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, attributeValue(inner)])) };
}

/**
 * @param {Record<string, object>} item in DynamoDB's form
 * @param {Set<string>} losses the types that were written as another one are added
 * @returns {string} one line of JSON
 */
export function writePlain(item, losses) {
  return stringify(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value, losses)])));
}

function plain(value, losses) {
  const [[type, content]] = Object.entries(value);
  if (["B", "SS", "NS", "BS"].includes(type)) losses.add(type);
  switch (type) {
    case "NULL":
      return null;
    case "N":
      return new LosslessNumber(content);
    case "NS":
      return content.map((number) => new LosslessNumber(number));
    case "L":
      return content.map((inner) => plain(inner, losses));
    case "M":
      return Object.fromEntries(Object.entries(content).map(([name, inner]) => [name, plain(inner, losses)]));
    default:
      return content;
  }
}
