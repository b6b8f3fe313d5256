import type { AttributeValue, TypeName } from "./attribute.ts";
import { askedBy, keyType, type Table } from "./table.ts";
import { readVector } from "./vector.ts";

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
  how: "Scan" | "Query" | "SearchVectors";
  index?: string;
  /** Values of the attributes that have to be given: those of the partition key, in the order of the schema. */
  partition: string[];
  /** The attributes that may be given: those of the sort key, or the inline filters of a vector index. */
  sort: Comparison[];
  filters: Comparison[];
  descending: boolean;
  consistent: boolean;
  /** The vector that others are to be near to, as it was typed. */
  vector: string;
  /** How many of the nearest are wanted. */
  nearest: string;
  /** The attributes that are wanted, by commas; none: all that the vector index has. */
  attributes: string;
}

export function emptySearch(): Search {
  return { how: "Scan", partition: [], sort: [], filters: [], descending: false, consistent: false, vector: "", nearest: "10", attributes: "" };
}

export function emptyComparison(): Comparison {
  return { name: "", type: "S", operator: "=", value: "", upTo: "" };
}

/**
 * The input of the operation that is asked for. What is not filled in is left out.
 *
 * @throws {SyntaxError} for a vector that is none
 */
export function inputOf(table: Table, search: Search): Record<string, unknown> {
  return search.how === "SearchVectors" ? vectorInput(table, search) : itemsInput(table, search);
}

/** The input of Scan or Query. */
function itemsInput(table: Table, search: Search): Record<string, unknown> {
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

/** The input of SearchVectors. */
function vectorInput(table: Table, search: Search): Record<string, unknown> {
  const placeholders = new Placeholders();
  const condition = keyCondition(table, search, placeholders);
  const projection = projectionOf(table, search, placeholders);
  return {
    TableName: table.TableName,
    IndexName: search.index,
    SearchVector: readVector(search.vector),
    TopK: Number(search.nearest),
    ...(condition && { SearchConditionExpression: condition }),
    ...(projection && { ProjectionExpression: projection }),
    ...placeholders.members(),
  };
}

/** The attributes that are wanted, and with them the primary key: without it nobody could tell which items were found. */
function projectionOf(table: Table, { attributes }: Search, placeholders: Placeholders): string | undefined {
  const wanted = attributes.split(",").map((name) => name.trim()).filter(Boolean);
  if (wanted.length === 0) return undefined;
  const keys = table.KeySchema.map(({ AttributeName }) => placeholders.whole(AttributeName));
  return [...new Set([...keys, ...wanted.map((path) => placeholders.name(path))])].join(", ");
}

function keyCondition(table: Table, search: Search, placeholders: Placeholders): string {
  const partition = askedBy(table, search.index).needed.map((name, at) => `${placeholders.whole(name)} = ${placeholders.value(typed(keyType(table, name), search.partition[at] ?? ""))}`);
  const given = search.sort.filter(({ value }) => value !== "");
  const sort = given.map((comparison) => write({ ...comparison, type: keyType(table, comparison.name) }, placeholders, placeholders.whole(comparison.name)));
  return [...partition, ...sort].join(" AND ");
}

function write({ name, type, operator, value, upTo }: Comparison, placeholders: Placeholders, path = placeholders.name(name)): string {
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

  /** An attribute's name as it stands, whatever is in it. */
  whole(name: string): string {
    const placeholder = this.#names.get(name) ?? `#n${this.#names.size}`;
    this.#names.set(name, placeholder);
    return placeholder;
  }

  /** A path such as `address.city[0]` has a placeholder for each of its names. */
  name(path: string): string {
    return path
      .split(".")
      .map((part) => {
        const [, name = part, rest = ""] = /^(.*?)((?:\[\d+\])*)$/.exec(part) ?? [];
        return this.whole(name) + rest;
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
}
