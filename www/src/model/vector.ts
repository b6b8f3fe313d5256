import type { AttributeValue } from "./attribute.ts";

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** The greatest number of 32 bits. */
const GREATEST = 3.4028235e38;

/**
 * The numbers of a vector as people have them: with commas or blanks between them, with or without brackets, or as DynamoDB JSON. They stay the text
 * that was typed.
 *
 * @throws {SyntaxError} which says what is no number of a vector
 */
export function readVector(text: string): { N: string }[] {
  const numbers = text.includes('"') ? ofTyped(text) : text.replace(/^\s*\[|\]\s*$/g, "").split(/[\s,;]+/).filter(Boolean);
  numbers.forEach((number, at) => {
    if (!NUMBER.test(number)) throw new SyntaxError(`number ${at + 1} is none: ${number.slice(0, 40)}`);
    if (Math.abs(Number(number)) > GREATEST) throw new SyntaxError(`number ${at + 1} is beyond 32 bits: ${number.slice(0, 40)}`);
  });
  return numbers.map((N) => ({ N }));
}

/** A list in DynamoDB JSON, or only what is in it. */
function ofTyped(text: string): string[] {
  const json = JSON.parse(text);
  const list: unknown = json?.L ?? json;
  if (!Array.isArray(list)) throw new SyntaxError("write a list of numbers");
  return list.map((one, at) => {
    if (typeof one?.N !== "string") throw new SyntaxError(`number ${at + 1} is none: ${JSON.stringify(one)?.slice(0, 40)}`);
    return one.N;
  });
}

/** A vector as text that {@link readVector} reads; undefined for what is no list of numbers. */
export function showVector(value: AttributeValue | undefined): string | undefined {
  if (!value || !("L" in value)) return undefined;
  const numbers = value.L.map((one) => ("N" in one ? one.N : undefined));
  return numbers.includes(undefined) ? undefined : numbers.join(", ");
}
