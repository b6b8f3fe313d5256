import { useState } from "preact/hooks";
import type { FaultError, FaultOptions } from "dynatab";

import type { Controls } from "../../backend/backend.ts";
import { exchanges } from "../../state/exchanges.ts";
import { addFault, faults, removeFault } from "../../state/faults.ts";
import { attempt } from "../../state/notices.ts";
import { tables } from "../../state/tables.ts";
import { Button } from "../../widgets/button.tsx";
import { Check, Input, Select } from "../../widgets/field.tsx";

const ERRORS: readonly (readonly [FaultError | "", string])[] = [
  ["Throttling", "Throttling"],
  ["InternalServerError", "Internal server error"],
  ["ServiceUnavailable", "Service unavailable"],
  ["TransactionConflict", "Transaction conflict"],
  ["RequestLimitExceeded", "Request limit exceeded"],
  ["ExpiredToken", "Expired token"],
  ["Network", "Connection lost"],
  ["", "No error, only slow"],
];

const EMPTY = { operation: "", tableName: "", error: "Throttling" as FaultError | "", latency: "", times: "", probability: "", lost: false };

/** What goes wrong on purpose. */
export function FaultsPanel(_: { controls: Controls }) {
  const [form, setForm] = useState(EMPTY);
  const set = (change: Partial<typeof EMPTY>) => setForm({ ...form, ...change });
  const add = () => attempt(() => addFault(optionsOf(form)));
  return (
    <section class="panel" aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      <form class="faults" onSubmit={(event) => (event.preventDefault(), add())}>
        <Select label="What goes wrong" value={form.error} options={ERRORS} onChange={(error) => set({ error })} />
        <Input label="Operation" placeholder="any" value={form.operation} onInput={(operation) => set({ operation })} />
        <Select label="Table" value={form.tableName} options={[["", "any"], ...(tables.value ?? []).map(({ TableName }) => [TableName, TableName] as const)]} onChange={(tableName) => set({ tableName })} />
        <Input label="Slower by, in ms" type="number" min={0} value={form.latency} onInput={(latency) => set({ latency })} />
        <Input label="Times" type="number" min={1} placeholder="always" value={form.times} onInput={(times) => set({ times })} />
        <Input label="Share of requests, in %" type="number" min={0} placeholder="100" value={form.probability} onInput={(probability) => set({ probability })} />
        {form.error !== "" && <Check label="The request is done, its answer lost" checked={form.lost} onChange={(lost) => set({ lost })} />}
        <Button kind="primary" icon="bolt" type="submit">
          Add fault
        </Button>
      </form>
      <Active />
      <p class="hint">The requests of the playground meet them too.</p>
    </section>
  );
}

function Active() {
  // How often a fault was met changes with each request.
  void exchanges.value;
  return (
    <ul class="cards" role="list">
      {faults.value.map((shown, at) => (
        <li key={at}>
          <b>{shown.options.error ?? "Latency"}</b>
          <span>{describe(shown.options)}</span>
          <span class="hint">met {shown.fault.met} times</span>
          <Button kind="quiet" icon="trash" label="Remove fault" onClick={() => removeFault(shown)} />
        </li>
      ))}
    </ul>
  );
}

function describe({ operation, tableName, latency, times, probability, lost }: FaultOptions): string {
  const parts = [operation ?? "all operations", tableName && `on ${tableName}`, latency !== undefined && `${latency} ms slower`, times !== undefined && `${times} times`, probability !== undefined && `${probability * 100} %`, lost && "answer lost"];
  return parts.filter(Boolean).join(", ");
}

function optionsOf({ operation, tableName, error, latency, times, probability, lost }: typeof EMPTY): FaultOptions {
  return {
    ...(operation && { operation }),
    ...(tableName && { tableName }),
    ...(error && { error }),
    ...(error && lost && { lost }),
    ...(latency && { latency: Number(latency) }),
    ...(times && { times: Number(times) }),
    ...(probability && { probability: Number(probability) / 100 }),
  };
}
