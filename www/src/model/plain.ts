import type { AttributeValue, Item } from "./attribute.ts";

/** A number in parsed JSON: its text, because a double would round what DynamoDB does not. */
class NumberText {
  constructor(readonly text: string) {}
}

type Json = null | boolean | string | NumberText | Json[] | { [name: string]: Json };

const NUMBER = "\u0000n";

/**
 * Plain JSON for an item. Sets are lists and binaries are Base64: {@link fromPlain} knows them again by the item that they came from.
 */
export function toPlain(item: Item): string {
  return print({ M: item }, "");
}

/** Plain JSON for a list of items. */
export function listToPlain(items: Item[]): string {
  return print({ L: items.map((M) => ({ M })) }, "");
}

/**
 * The item that plain JSON describes. Where `like` has a set or a binary, a list or text of the right kind stays one.
 *
 * @throws {SyntaxError} for what is no JSON object
 */
export function fromPlain(text: string, like: Item = {}): Item {
  const json = parseExactly(text);
  if (!isObject(json)) throw new SyntaxError("an item is an object: write { … }");
  return mapFrom(json, like);
}

/** Items of a JSON array, or of one object. */
export function itemsFromPlain(text: string): Item[] {
  const json = parseExactly(text);
  return (Array.isArray(json) ? json : [json]).map((one) => {
    if (!isObject(one)) throw new SyntaxError("an item is an object: write { … }");
    return mapFrom(one, {});
  });
}

/** JSON with the text of its numbers. */
function parseExactly(text: string): Json {
  JSON.parse(text); // what is wrong is told in terms of what was written
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) => (token.startsWith('"') ? token : `{"\\u0000n":"${token}"}`));
  return JSON.parse(marked, (_, value) => (isMarked(value) ? new NumberText(value[NUMBER]) : value));
}

function isMarked(value: any): value is Record<typeof NUMBER, string> {
  return typeof value === "object" && value !== null && typeof value[NUMBER] === "string";
}

function isObject(json: Json): json is { [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json) && !(json instanceof NumberText);
}

function mapFrom(json: { [name: string]: Json }, like: Item): Item {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, valueFrom(value, Object.hasOwn(like, name) ? like[name] : undefined)]));
}

function valueFrom(json: Json, like?: AttributeValue): AttributeValue {
  if (json === null) return { NULL: true };
  if (typeof json === "boolean") return { BOOL: json };
  if (json instanceof NumberText) return { N: json.text };
  if (typeof json === "string") return like && "B" in like ? { B: json } : { S: json };
  if (Array.isArray(json)) return setFrom(json, like) ?? { L: json.map((one, at) => valueFrom(one, like && "L" in like ? like.L[at] : undefined)) };
  return { M: mapFrom(json, like && "M" in like ? like.M : {}) };
}

function setFrom(json: Json[], like?: AttributeValue): AttributeValue | undefined {
  if (!like || json.length === 0) return undefined;
  if ("NS" in like && json.every((one) => one instanceof NumberText)) return { NS: json.map((one) => one.text) };
  if (!json.every((one) => typeof one === "string")) return undefined;
  if ("SS" in like) return { SS: json };
  return "BS" in like ? { BS: json } : undefined;
}

function print(value: AttributeValue, indent: string): string {
  if ("S" in value) return JSON.stringify(value.S);
  if ("N" in value) return value.N;
  if ("B" in value) return JSON.stringify(value.B);
  if ("BOOL" in value) return String(value.BOOL);
  if ("NULL" in value) return "null";
  const inner = `${indent}  `;
  if ("M" in value) return block("{", Object.entries(value.M).map(([name, one]) => `${JSON.stringify(name)}: ${print(one, inner)}`), "}", indent);
  // A vector of a thousand numbers is one line.
  if ("L" in value && value.L.length > 0 && value.L.every((one) => "N" in one)) return `[${value.L.map((one) => print(one, inner)).join(", ")}]`;
  if ("L" in value) return block("[", value.L.map((one) => print(one, inner)), "]", indent);
  const parts = "NS" in value ? value.NS : ("SS" in value ? value.SS : value.BS).map((text) => JSON.stringify(text));
  return `[${parts.join(", ")}]`;
}

function block(open: string, parts: string[], close: string, indent: string): string {
  if (parts.length === 0) return `${open}${close}`;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
}
