import { signal } from "@preact/signals";

/** What was run in the console, to be run again. */
export type Run = { kind: "operation"; operation: string; text: string } | { kind: "partiql"; text: string; parameters: string } | { kind: "code"; text: string };

const KEY = "dynatab-history";
const MOST = 50;

export const history = signal<Run[]>(stored());

/** Remembers a run, the latest first, each once; over reloads too, where the browser allows it. */
export function remember(run: Run): void {
  const text = JSON.stringify(run);
  history.value = [run, ...history.value.filter((other) => JSON.stringify(other) !== text)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(history.value));
  } catch {
    // This page's alone, then.
  }
}

function stored(): Run[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? (found as Run[]) : [];
  } catch {
    return [];
  }
}
