const WIDTH = 76;

/** A value as a console shows it. */
export function inspect(value: unknown, indent = ""): string {
  if (typeof value === "string") return indent === "" ? value : JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "[Function]";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `Uint8Array(${value.length}) [${value.slice(0, 16).join(", ")}${value.length > 16 ? ", …" : ""}]`;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return block("[", value.map((one) => inspect(one, inner)), "]", indent);
  if (value instanceof Set) return `Set(${value.size}) ${block("{", [...value].map((one) => inspect(one, inner)), "}", indent)}`;
  if (value instanceof Map) return `Map(${value.size}) ${block("{", [...value].map(([name, one]) => `${inspect(name, inner)} => ${inspect(one, inner)}`), "}", indent)}`;
  return block("{", Object.entries(value).map(([name, one]) => `${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}: ${inspect(one, inner)}`), "}", indent);
}

function block(open: string, parts: string[], close: string, indent: string): string {
  if (parts.length === 0) return open + close;
  const line = `${open} ${parts.join(", ")} ${close}`;
  if (line.length + indent.length <= WIDTH && !line.includes("\n")) return line;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
}
