import type { AttributeValue, Item } from "../model/attribute.ts";

/** Members whose value is an item, a key or values by name; lists of these; lists of values; a value. */
const ITEM = new Set(["Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey", "LastEvaluatedKey", "Attributes"]);
const ITEMS = new Set(["Keys", "Items"]);
const VALUES = new Set(["Parameters", "AttributeValueList"]);

/** The input of a document client as the service takes it. */
export function marshallInput(input: unknown): unknown {
  return translate(input, marshallItem, marshallValue);
}

/** The output of the service as a document client gives it. */
export function unmarshallOutput(output: unknown): unknown {
  return translate(output, unmarshallItem, unmarshallValue, true);
}

function translate(json: any, item: (one: any) => unknown, value: (one: any) => unknown, responses = false): any {
  if (Array.isArray(json)) return json.map((one) => translate(one, item, value, responses));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, one]: [string, any]) => {
      if (one === undefined) return [name, one];
      if (ITEM.has(name)) return [name, item(one)];
      if (ITEMS.has(name)) return [name, one.map(item)];
      if (VALUES.has(name)) return [name, one.map(value)];
      if (responses && name === "Responses" && !Array.isArray(one)) return [name, Object.fromEntries(Object.entries<any[]>(one).map(([table, list]) => [table, list.map(item)]))];
      return [name, translate(one, item, value, responses)];
    }),
  );
}

export function marshallItem(item: Record<string, unknown>): Item {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, marshallValue(value)]));
}

/** @throws {TypeError} for what DynamoDB has no type for */
export function marshallValue(value: any): AttributeValue {
  if (value === null) return { NULL: true };
  switch (typeof value) {
    case "string":
      return { S: value };
    case "boolean":
      return { BOOL: value };
    case "bigint":
      return { N: String(value) };
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} is no number of DynamoDB`);
      return { N: String(value) };
    case "object":
      return marshallObject(value);
    default:
      throw new TypeError(`DynamoDB has no type for ${typeof value}`);
  }
}

function marshallObject(value: any): AttributeValue {
  if (value instanceof Uint8Array) return { B: base64(value) };
  if (Array.isArray(value)) return { L: value.map(marshallValue) };
  if (!(value instanceof Set)) return { M: marshallItem(value) };
  const members = [...value];
  if (members.every((one) => one instanceof Uint8Array)) return { BS: members.map(base64) };
  if (members.every((one) => typeof one === "string")) return { SS: members };
  return { NS: members.map(String) };
}

export function unmarshallItem(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, unmarshallValue(value)]));
}

export function unmarshallValue(value: AttributeValue): unknown {
  if ("S" in value) return value.S;
  if ("N" in value) return numberOf(value.N);
  if ("B" in value) return bytes(value.B);
  if ("BOOL" in value) return value.BOOL;
  if ("M" in value) return unmarshallItem(value.M);
  if ("L" in value) return value.L.map(unmarshallValue);
  if ("SS" in value) return new Set(value.SS);
  if ("NS" in value) return new Set(value.NS.map(numberOf));
  return "BS" in value ? new Set(value.BS.map(bytes)) : null;
}

/** A number, or a BigInt where a double would not hold the whole number. */
function numberOf(text: string): number | bigint {
  const value = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

/** Bytes as the service takes them, wherever they stand in an input of the plain client. */
export function withBase64(json: any): any {
  if (json instanceof Uint8Array) return base64(json);
  if (Array.isArray(json)) return json.map(withBase64);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, one]) => [name, withBase64(one)]));
}

function base64(value: Uint8Array): string {
  return btoa(String.fromCharCode(...value));
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
