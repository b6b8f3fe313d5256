import { sql, StandardSQL } from "@codemirror/lang-sql";

export const grammar = sql({ dialect: StandardSQL, upperCaseKeywords: true });
