import type { Item } from "./attribute.ts";
import { itemsFromPlain, listToPlain } from "./plain.ts";
import { itemFrom, looksTyped } from "./typed.ts";

export type FileForm = "typed" | "plain";

/** The items of a file: lines of DynamoDB JSON as exports have them, or a plain JSON array. */
export function writeFile(items: Item[], form: FileForm): string {
  if (form === "typed") return items.map((Item) => `${JSON.stringify({ Item })}\n`).join("");
  return `${listToPlain(items)}\n`;
}

/**
 * Reads what {@link writeFile} writes, single objects, and arrays of DynamoDB JSON.
 *
 * @throws {SyntaxError} which says where it stopped
 */
export function readFile(text: string): Item[] {
  const whole = tryJson(text);
  if (whole === undefined) return readLines(text);
  const list: unknown[] = Array.isArray(whole) ? whole : [whole];
  return list.every(isTypedItem) ? list.map(itemFrom) : itemsFromPlain(text);
}

function readLines(text: string): Item[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.flatMap((line, at) => {
    if (line === "") return [];
    try {
      const json: unknown = JSON.parse(line);
      return isTypedItem(json) ? [itemFrom(json)] : itemsFromPlain(line);
    } catch (error) {
      throw new SyntaxError(`line ${at + 1}: ${(error as Error).message}`);
    }
  });
}

function isTypedItem(json: any): boolean {
  return looksTyped(json) || looksTyped(json?.Item);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
