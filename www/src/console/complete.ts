import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { SyntaxNode } from "@lezer/common";

import { tables } from "../state/tables.ts";
import { inputShape, shapeNamed, type Shape } from "./model.ts";

/** Completes the input of an operation: names of members by the service model, values where they are known. */
export function completeInput(operation: string, context: CompletionContext): CompletionResult | null {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  const text = (at: SyntaxNode) => context.state.sliceDoc(at.from, at.to).replaceAll('"', "");
  const path = pathTo(node, text);
  const word = context.matchBefore(/"?[\w-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const inName = node.name === "PropertyName" || node.name === "Object" || node.name === "{";
  if (inName) return names(shapeAt(operation, node.name === "PropertyName" ? path.slice(0, -1) : path), word.from);
  return values(operation, path, word.from);
}

function names(shape: Shape | undefined, from: number): CompletionResult | null {
  if (!shape?.members) return null;
  const options = Object.keys(shape.members).map((name) => ({ label: `"${name}"`, apply: `"${name}": `, type: "property", boost: shape.required?.includes(name) ? 1 : 0 }));
  return { from, options, validFor: /^"?[\w-]*$/ };
}

function values(operation: string, path: string[], from: number): CompletionResult | null {
  const shape = shapeAt(operation, path);
  const known = path.at(-1) === "TableName" ? (tables.value ?? []).map(({ TableName }) => TableName) : (shape?.values ?? []);
  if (shape?.type === "boolean") return { from, options: ["true", "false"].map((label) => ({ label, type: "constant" })) };
  if (known.length === 0) return null;
  return { from, options: known.map((value) => ({ label: `"${value}"`, type: "enum" })), validFor: /^"?[\w-]*$/ };
}

/** The names of the members that a node stands in, from the outermost. */
function pathTo(node: SyntaxNode, text: (at: SyntaxNode) => string): string[] {
  const path: string[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    const name = at.name === "Property" ? at.getChild("PropertyName") : null;
    if (name) path.unshift(text(name));
  }
  return path;
}

/** What stands at a path; lists have no names of their own. */
function shapeAt(operation: string, path: string[]): Shape | undefined {
  let shape = inputShape(operation);
  for (const name of path) {
    while (shape?.list) shape = shapeNamed(shape.list);
    shape = shape?.map ? shapeNamed(shape.map) : shapeNamed(shape?.members?.[name]);
  }
  while (shape?.list) shape = shapeNamed(shape.list);
  return shape;
}
