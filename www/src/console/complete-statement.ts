import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";

import { indexesOf } from "../model/table.ts";
import { tables } from "../state/tables.ts";

const WORDS = ["SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "BETWEEN", "EXISTS", "INSERT INTO", "VALUE", "UPDATE", "SET", "REMOVE", "DELETE FROM", "ORDER BY", "DESC", "RETURNING ALL OLD *", "IS MISSING", "IS NULL", "begins_with(", "contains(", "attribute_type(", "size("];

/** Completes a statement: words, tables, indexes, and the attributes of keys. */
export function completeStatement(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/[\w".-]+/);
  if (!word && !context.explicit) return null;
  const found = tables.value ?? [];
  const names = found.flatMap((table) => [`"${table.TableName}"`, ...indexesOf(table).map(({ IndexName }) => `"${table.TableName}"."${IndexName}"`)]);
  const attributes = new Set(found.flatMap(({ AttributeDefinitions }) => AttributeDefinitions.map(({ AttributeName }) => `"${AttributeName}"`)));
  const options = [
    ...WORDS.map((label) => ({ label, type: "keyword" })),
    ...names.map((label) => ({ label, type: "class", boost: 1 })),
    ...[...attributes].map((label) => ({ label, type: "property" })),
  ];
  return { from: word?.from ?? context.pos, options, validFor: /^[\w".-]*$/ };
}
