import { effect, signal } from "@preact/signals";

import { isSettled, type Table } from "../model/table.ts";
import { call } from "./call.ts";
import { backend, changes, region } from "./session.ts";

/** The tables of the region, by name; undefined until they were listed. */
export const tables = signal<Table[] | undefined>(undefined);

/** How soon it is looked at again what takes its time: a server may let indexes be filled for minutes. */
const SOON = 1000;

/** The look that is under way, and the one that begins after it. */
let running: Promise<void> | undefined;
let next: Promise<void> | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Looks again at what tables there are; who asks while somebody looks gets what is seen after that. */
export function refreshTables(): Promise<void> {
  if (!running) return (running = look().finally(() => (running = undefined)));
  next ??= running
    .catch(() => {})
    .then(() => {
      next = undefined;
      return refreshTables();
    });
  return next;
}

async function look(): Promise<void> {
  const place = region.peek();
  const names: string[] = [];
  let from: string | undefined;
  do {
    const page: { TableNames: string[]; LastEvaluatedTableName?: string } = await call("ListTables", from ? { ExclusiveStartTableName: from } : {}, { quiet: true });
    names.push(...page.TableNames);
    from = page.LastEvaluatedTableName;
  } while (from);
  const described = await Promise.all(names.map((TableName) => call<{ Table: Table }>("DescribeTable", { TableName }, { quiet: true }).then(({ Table }) => Table, () => undefined)));
  // Who has gone to another region meanwhile does not want those of this one.
  if (place !== region.peek()) return;
  tables.value = described.filter((table) => table !== undefined);
  clearTimeout(waiting);
  if (!tables.value.every(isSettled)) waiting = setTimeout(() => refreshTables().catch(() => {}), SOON);
}

export function tableNamed(name: string): Table | undefined {
  return tables.value?.find(({ TableName }) => TableName === name);
}

/** From now on tables are looked at whenever something may have changed. */
export function followTables(): void {
  effect(() => {
    if (!backend.value) return;
    void changes.value;
    void region.value;
    refreshTables().catch(() => {});
  });
}
