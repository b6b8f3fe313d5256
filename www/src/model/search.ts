import type { AttributeValue, TypeName } from "./attribute.ts";
import { keyNames, keySchema, keyType, type Table } from "./table.ts";

/** How an attribute is compared, in the words of the form. */
export const OPERATORS = {
  "=": "=",
  "<>": "≠",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
  between: "between",
  begins_with: "begins with",
  contains: "contains",
  in: "is one of",
  attribute_exists: "exists",
  attribute_not_exists: "does not exist",
} as const;

export type Operator = keyof typeof OPERATORS;

/** Those that a sort key can be asked by. */
export const SORT_OPERATORS: Operator[] = ["=", "<", "<=", ">", ">=", "between", "begins_with"];

/** One line of the form: an attribute, how it is compared, and with what. */
export interface Comparison {
  name: string;
  type: TypeName;
  operator: Operator;
  value: string;
  /** The upper end of `between`. */
  upTo: string;
}

/** What the form asks for. */
export interface Search {
  how: "Scan" | "Query";
  index?: string;
  /** Values of the partition key's attributes, in the order of the schema. */
  partition: string[];
  sort: Comparison[];
  filters: Comparison[];
  descending: boolean;
  consistent: boolean;
}

export function emptySearch(): Search {
  return { how: "Scan", partition: [], sort: [], filters: [], descending: false, consistent: false };
}

export function emptyComparison(): Comparison {
  return { name: "", type: "S", operator: "=", value: "", upTo: "" };
}

/** The input of Scan or Query. What is not filled in is left out. */
export function inputOf(table: Table, search: Search): Record<string, unknown> {
  const placeholders = new Placeholders();
  const filters = search.filters.filter(({ name }) => name !== "").map((comparison) => write(comparison, placeholders));
  const keys = search.how === "Query" ? keyCondition(table, search, placeholders) : undefined;
  return {
    TableName: table.TableName,
    ...(search.index && { IndexName: search.index }),
    ...(keys && { KeyConditionExpression: keys }),
    ...(filters.length > 0 && { FilterExpression: filters.join(" AND ") }),
    ...placeholders.members(),
    ...(search.how === "Query" && search.descending && { ScanIndexForward: false }),
    ...(search.consistent && { ConsistentRead: true }),
  };
}

function keyCondition(table: Table, search: Search, placeholders: Placeholders): string {
  const schema = keySchema(table, search.index);
  const partition = keyNames(schema, "HASH").map((name, at) => `${placeholders.name(name)} = ${placeholders.value(typed(keyType(table, name), search.partition[at] ?? ""))}`);
  const given = search.sort.filter(({ value }) => value !== "");
  const sort = given.map((comparison) => write({ ...comparison, type: keyType(table, comparison.name) }, placeholders));
  return [...partition, ...sort].join(" AND ");
}

function write({ name, type, operator, value, upTo }: Comparison, placeholders: Placeholders): string {
  const path = placeholders.name(name);
  const one = (text: string) => placeholders.value(typed(type, text));
  switch (operator) {
    case "between":
      return `${path} BETWEEN ${one(value)} AND ${one(upTo)}`;
    case "begins_with":
    case "contains":
      return `${operator}(${path}, ${one(value)})`;
    case "in":
      return `${path} IN (${value.split(",").map((part) => one(part.trim())).join(", ")})`;
    case "attribute_exists":
    case "attribute_not_exists":
      return `${operator}(${path})`;
    default:
      return `${path} ${operator} ${one(value)}`;
  }
}

/** A value as the form has it. Numbers stay the text that was typed. */
export function typed(type: TypeName, text: string): AttributeValue {
  switch (type) {
    case "N":
      return { N: text.trim() };
    case "B":
      return { B: text };
    case "BOOL":
      return { BOOL: text.trim().toLowerCase() === "true" };
    case "NULL":
      return { NULL: true };
    default:
      return { S: text };
  }
}

/** Names and values that stand for others in expressions, each once. */
class Placeholders {
  #names = new Map<string, string>();
  #values: [string, AttributeValue][] = [];

  /** A path such as `address.city[0]` has a placeholder for each of its names. */
  name(path: string): string {
    return path
      .split(".")
      .map((part) => {
        const [, name = part, rest = ""] = /^(.*?)((?:\[\d+\])*)$/.exec(part) ?? [];
        return this.#one(name) + rest;
      })
      .join(".");
  }

  value(value: AttributeValue): string {
    const placeholder = `:v${this.#values.length}`;
    this.#values.push([placeholder, value]);
    return placeholder;
  }

  members(): Record<string, unknown> {
    const names = Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name]));
    return {
      ...(this.#names.size > 0 && { ExpressionAttributeNames: names }),
      ...(this.#values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(this.#values) }),
    };
  }

  #one(name: string): string {
    const placeholder = this.#names.get(name) ?? `#n${this.#names.size}`;
    this.#names.set(name, placeholder);
    return placeholder;
  }
}
