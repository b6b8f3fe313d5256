import { useState } from "preact/hooks";

import type { Table } from "../../../model/table.ts";
import { Button } from "../../../widgets/button.tsx";
import { Input, Select } from "../../../widgets/field.tsx";
import type { Update } from "./page.tsx";

type Mode = "PAY_PER_REQUEST" | "PROVISIONED";

/** Read and write units, as typed. */
type Units = [read: string, write: string];

/** By how much a table and its indexes can be read and written, and by what that is paid. */
export function Throughput({ table, update }: { table: Table; update: Update }) {
  const [mode, setMode] = useState<Mode>(modeOf(table));
  const [units, setUnits] = useState(() => unitsOf(table));
  const set = (name: string, changed: Units) => setUnits({ ...units, [name]: changed });
  const names = ["", ...(table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName)];
  const wanted = change(table, mode, units);
  return (
    <section class="panel" aria-labelledby="throughput">
      <h2 id="throughput">Capacity</h2>
      <form onSubmit={(event) => (event.preventDefault(), update(wanted))}>
        <Select
          label="Mode"
          value={mode}
          options={[
            ["PAY_PER_REQUEST", "On demand"],
            ["PROVISIONED", "Provisioned"],
          ]}
          onChange={setMode}
        />
        {mode === "PROVISIONED" && names.map((name) => <UnitFields key={name} name={name} units={units[name] ?? ["", ""]} onChange={(changed) => set(name, changed)} />)}
        {mode === "PAY_PER_REQUEST" && <Bounds units={units[BOUNDS] ?? ["", ""]} onChange={(changed) => set(BOUNDS, changed)} />}
        <Button type="submit" disabled={Object.keys(wanted).length === 0}>
          Save capacity
        </Button>
      </form>
    </section>
  );
}

function UnitFields({ name, units: [read, write], onChange }: { name: string; units: Units; onChange: (units: Units) => void }) {
  const of = name && ` of ${name}`;
  return (
    <div class="line">
      <Input label={`Read units${of}`} type="number" min={1} required value={read} onInput={(text) => onChange([text, write])} />
      <Input label={`Write units${of}`} type="number" min={1} required value={write} onInput={(text) => onChange([read, text])} />
    </div>
  );
}

function Bounds({ units: [read, write], onChange }: { units: Units; onChange: (units: Units) => void }) {
  return (
    <div class="line">
      <Input label="Most read units a second" type="number" min={1} placeholder="no bound" value={read} onInput={(text) => onChange([text, write])} />
      <Input label="Most write units a second" type="number" min={1} placeholder="no bound" value={write} onInput={(text) => onChange([read, text])} />
    </div>
  );
}

/** Where the bounds of a table on demand stand among the units; no index has such a name. */
const BOUNDS = "*";

function modeOf(table: Table): Mode {
  return table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST" ? "PAY_PER_REQUEST" : "PROVISIONED";
}

/** What the units of the table, of its indexes and the bounds are. */
function unitsOf(table: Table): Record<string, Units> {
  const shown = (throughput: Table["ProvisionedThroughput"]): Units => [String(throughput?.ReadCapacityUnits || 5), String(throughput?.WriteCapacityUnits || 5)];
  const bound = (units = -1) => (units === -1 ? "" : String(units));
  const { MaxReadRequestUnits, MaxWriteRequestUnits } = table.OnDemandThroughput ?? {};
  const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, ProvisionedThroughput }) => [IndexName, shown(ProvisionedThroughput)]);
  return { "": shown(table.ProvisionedThroughput), ...Object.fromEntries(indexes), [BOUNDS]: [bound(MaxReadRequestUnits), bound(MaxWriteRequestUnits)] };
}

/** What is other than it is: DynamoDB refuses to change nothing. */
function change(table: Table, mode: Mode, units: Record<string, Units>): object {
  const turned = mode !== modeOf(table);
  const before = unitsOf(table);
  const isChanged = (name: string) => turned || String(units[name]) !== String(before[name]);
  const BillingMode = turned ? { BillingMode: mode } : {};
  if (mode === "PAY_PER_REQUEST") {
    const bound = (text = "") => (text === "" ? -1 : Number(text));
    const [read, write] = units[BOUNDS] ?? [];
    return { ...BillingMode, ...(String(units[BOUNDS]) !== String(before[BOUNDS]) && { OnDemandThroughput: { MaxReadRequestUnits: bound(read), MaxWriteRequestUnits: bound(write) } }) };
  }
  const throughput = (name: string) => ({ ProvisionedThroughput: { ReadCapacityUnits: Number(units[name]?.[0]), WriteCapacityUnits: Number(units[name]?.[1]) } });
  const indexes = (table.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => isChanged(IndexName)).map(({ IndexName }) => ({ Update: { IndexName, ...throughput(IndexName) } }));
  return { ...BillingMode, ...(isChanged("") && throughput("")), ...(indexes.length > 0 && { GlobalSecondaryIndexUpdates: indexes }) };
}
