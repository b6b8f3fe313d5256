import { useEffect, useId, useState } from "preact/hooks";

import type { Item } from "../../model/attribute.ts";
import { identity, type Table } from "../../model/table.ts";
import { allItems } from "../../state/all-items.ts";
import { exchanges } from "../../state/exchanges.ts";
import { lookBack, MOST_COMPARED } from "../../state/look-back.ts";
import { changes, controls } from "../../state/session.ts";
import { mayWrite } from "../../model/capacity.ts";
import { Button } from "../../widgets/button.tsx";
import { Field } from "../../widgets/field.tsx";
import { ItemGrid } from "./item-grid.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";

interface TimeMachineProps {
  table: Table;
  earliest: number;
  latest: number;
  /** Looks how late it has become. */
  onLook: () => void;
}

/** A slider over the seconds that can be gone back to. */
export function TimeMachine({ table, earliest, latest, onLook }: TimeMachineProps) {
  const [from, to] = [Math.ceil(earliest), Math.max(Math.ceil(earliest), Math.floor(latest))];
  const [second, setSecond] = useState(to);
  const [restoring, setRestoring] = useState(false);
  const marks = useId();
  const at = Math.min(Math.max(second, from), to);
  const writes = writtenAt(table.TableName).filter((time) => time >= from && time <= to);
  const step = (times: number[]) => times.length > 0 && setSecond(times[0] as number);
  return (
    <div class="machine">
      <Field label="The table as it was at">
        <output class="moment">{new Date(at * 1000).toLocaleString()}</output>
        <input type="range" min={from} max={to} value={at} list={marks} aria-valuetext={new Date(at * 1000).toLocaleString()} onInput={(event) => setSecond(Number(event.currentTarget.value))} />
      </Field>
      <datalist id={marks}>
        {writes.map((time) => (
          <option key={time} value={time} />
        ))}
      </datalist>
      <div class="line">
        <Button kind="quiet" disabled={at <= from} onClick={() => step([...writes.filter((time) => time < at).toReversed(), from])}>
          Earlier write
        </Button>
        <Button kind="quiet" disabled={at >= to} onClick={() => step([...writes.filter((time) => time > at), to])}>
          Later write
        </Button>
        <Button kind="quiet" icon="refresh" onClick={onLook}>
          Up to now
        </Button>
        <Button icon="clock" onClick={() => setRestoring(true)}>
          Restore as a table…
        </Button>
      </div>
      {controls() && <Then table={table} second={at} />}
      {restoring && <RestoreDialog name={`${table.TableName}-then`} operation="RestoreTableToPointInTime" input={{ SourceTableName: table.TableName, RestoreDateTime: at }} onClose={() => setRestoring(false)} />}
    </div>
  );
}

/** What the table held, and in what that differs from the present. */
function Then({ table, second }: { table: Table; second: number }) {
  const [then, setThen] = useState<{ items: Item[]; now: Item[] | undefined } | undefined>(undefined);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const seen = changes.value;
  useEffect(() => {
    let gone = false;
    const present = table.ItemCount <= MOST_COMPARED ? allItems(table.TableName) : undefined;
    Promise.all([lookBack(table.TableName, second), present]).then(
      ([items, now]) => gone || (setThen({ items, now }), setRefusal(undefined)),
      (error: Error) => gone || setRefusal(error.message),
    );
    return () => void (gone = true);
  }, [table.TableName, second, seen]);
  if (refusal) return <p class="refusal">{refusal}</p>;
  if (!then) return null;
  const since = then.now && then.items.length < MOST_COMPARED ? difference(table, then.items, then.now) : undefined;
  return (
    <>
      <p class="summary" role="status">
        <b>{then.items.length < MOST_COMPARED ? then.items.length : `${MOST_COMPARED} or more`}</b> {then.items.length === 1 ? "item" : "items"} then.
        {since && ` Since: ${since.added} added, ${since.changed} changed, ${since.removed} deleted.`}
      </p>
      <ItemGrid table={table} items={then.items.slice(0, 100)} />
    </>
  );
}

function difference(table: Table, then: Item[], now: Item[]): { added: number; removed: number; changed: number } {
  const before = new Map(then.map((item) => [identity(table, item), canonical(item)]));
  const after = new Map(now.map((item) => [identity(table, item), canonical(item)]));
  const added = [...after.keys()].filter((key) => !before.has(key)).length;
  const removed = [...before.keys()].filter((key) => !after.has(key)).length;
  const changed = [...after].filter(([key, text]) => before.has(key) && before.get(key) !== text).length;
  return { added, removed, changed };
}

function canonical(item: Item): string {
  return JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The seconds in which this page wrote to a table, each once, in order. */
function writtenAt(tableName: string): number[] {
  const writes = exchanges.value.filter(({ operation, consumed }) => mayWrite(operation) && consumed.some(({ TableName }) => TableName === tableName));
  return [...new Set(writes.map(({ at }) => Math.ceil(at / 1000)))].sort((a, b) => a - b);
}
