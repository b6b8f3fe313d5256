import { isPlainObject } from "./options.js";

const TYPES = ["S", "N", "B"];

export const KEY_HELP = 'write a key in DynamoDB\'s form, for example { pk: { S: "a" } }';

/** Whether `value` is a key, or a part of one, in DynamoDB's form. */
export function isKey(value) {
  return isPlainObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isKeyValue);
}

function isKeyValue(value) {
  if (!isPlainObject(value)) return false;
  const [[type, content] = [], ...others] = Object.entries(value);
  return others.length === 0 && TYPES.includes(type) && (typeof content === "string" || (type === "B" && content instanceof Uint8Array));
}

/**
 * Whether `found`, whatever it is, is the key value `wanted`. Numbers are equal however they are written.
 *
 * @param {Record<string, string | Uint8Array>} wanted
 * @param {any} found
 */
export function isSameKeyValue(wanted, found) {
  const [[type, content]] = Object.entries(wanted);
  const other = found?.[type];
  if (typeof other !== "string") return false;
  return type === "N" ? digits(content) === digits(other) : other === (type === "B" ? base64(content) : content);
}

/** A number as its sign, its digits without zeros at their ends, and its exponent; what is no number stays as it is. */
function digits(number) {
  const [, sign, whole, fraction = "", exponent = "0"] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(number.trim()) ?? [];
  if (whole === undefined || whole + fraction === "") return number;
  const all = (whole + fraction).replace(/^0+/, "");
  const significant = all.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign === "-" ? "-" : ""}${significant}e${Number(exponent) - fraction.length + all.length - significant.length}`;
}

/** Bytes are base64 in requests. */
function base64(content) {
  return typeof content === "string" ? content : btoa(String.fromCharCode(...content));
}
