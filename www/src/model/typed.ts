import type { Item } from "./attribute.ts";

/**
 * An item in DynamoDB JSON, as it stands or as `{ "Item": … }`, the way exports have it.
 *
 * @throws {SyntaxError} for what is no JSON object
 */
export function fromTyped(text: string): Item {
  return itemFrom(JSON.parse(text));
}

export function itemFrom(json: any): Item {
  if (!isObject(json)) throw new SyntaxError("an item is an object: write { … }");
  return isObject(json["Item"]) && !isTyped(json["Item"]) ? (json["Item"] as Item) : (json as Item);
}

/** Whether every attribute looks like a typed one. */
export function looksTyped(json: unknown): boolean {
  return isObject(json) && Object.values(json).every(isTyped);
}

export function toTyped(item: Item): string {
  return JSON.stringify(item, undefined, 2);
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isTyped(json: unknown): boolean {
  if (!isObject(json)) return false;
  const names = Object.keys(json);
  return names.length === 1 && /^(S|N|B|BOOL|NULL|M|L|SS|NS|BS)$/.test(names[0] ?? "");
}
