import { json } from "@codemirror/lang-json";

export const grammar = json();
