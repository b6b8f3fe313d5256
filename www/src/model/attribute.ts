/** A value in DynamoDB's own JSON. Numbers are text: they have 38 digits. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { M: Item }
  | { L: AttributeValue[] }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] };

export type Item = Record<string, AttributeValue>;

export type TypeName = "S" | "N" | "B" | "BOOL" | "NULL" | "M" | "L" | "SS" | "NS" | "BS";

/** What the types are called where people read them. */
export const TYPE_LABELS: Record<TypeName, string> = {
  S: "String",
  N: "Number",
  B: "Binary",
  BOOL: "Boolean",
  NULL: "Null",
  M: "Map",
  L: "List",
  SS: "String set",
  NS: "Number set",
  BS: "Binary set",
};

export function typeOf(value: AttributeValue): TypeName {
  return Object.keys(value)[0] as TypeName;
}

/** What stands in a cell: short for what is short, a summary for what is not. */
export function preview(value: AttributeValue | undefined): string {
  if (value === undefined) return "";
  if ("S" in value) return value.S;
  if ("N" in value) return value.N;
  if ("BOOL" in value) return String(value.BOOL);
  if ("NULL" in value) return "null";
  if ("B" in value) return `${value.B.length > 16 ? `${value.B.slice(0, 16)}…` : value.B}`;
  if ("M" in value) return summary("{", Object.entries(value.M).map(([name, inner]) => `${name}: ${preview(inner)}`), "}");
  if ("L" in value) return summary("[", value.L.map(preview), "]");
  const members = "SS" in value ? value.SS : "NS" in value ? value.NS : value.BS;
  return summary("{", members, "}");
}

function summary(open: string, parts: string[], close: string): string {
  const text = parts.join(", ");
  return `${open}${text.length > 60 ? `${text.slice(0, 60)}…` : text}${close}`;
}
