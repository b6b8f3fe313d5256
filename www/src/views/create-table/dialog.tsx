import { useState } from "preact/hooks";

import { readTable } from "../../model/share.ts";
import { STREAM_VIEWS } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { go } from "../../state/route.ts";
import { makeTable } from "../../state/shared-table.ts";
import { refreshTables } from "../../state/tables.ts";
import { Button } from "../../widgets/button.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { Field, Input, Select } from "../../widgets/field.tsx";
import { definition, emptyIndex, emptyTable, type TableForm } from "./form.ts";
import { IndexFields } from "./index-fields.tsx";
import { KeyInput } from "./key-input.tsx";

const STREAMS = [["", "No stream"], ...STREAM_VIEWS] as const;

export function CreateTable({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState(emptyTable);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const set = (change: Partial<TableForm>) => setForm({ ...form, ...change });
  const making = (make: () => Promise<string>) => async () => {
    try {
      const name = await make();
      await refreshTables();
      onClose();
      go({ page: "table", name, tab: "items" });
    } catch (error) {
      setRefusal((error as Error).message);
    }
  };
  const create = making(async () => {
    await call("CreateTable", definition(form));
    return form.name;
  });
  const read = (file: File | undefined) => file && making(async () => makeTable(readTable(await file.text())))();
  return (
    <Dialog title="Create table" onClose={onClose}>
      <form onSubmit={(event) => (event.preventDefault(), create())}>
        <Input label="Table name" value={form.name} required onInput={(name) => set({ name })} />
        <KeyInput label="Partition key" value={form.partition} required onChange={(partition) => set({ partition })} />
        <KeyInput label="Sort key" value={form.sort} onChange={(sort) => set({ sort })} />
        <div class="pair">
          <Select
            label="Capacity"
            value={form.mode}
            options={[
              ["PAY_PER_REQUEST", "On demand"],
              ["PROVISIONED", "Provisioned"],
            ]}
            onChange={(mode) => set({ mode })}
          />
          <Select label="Stream" value={form.stream} options={STREAMS} onChange={(stream) => set({ stream })} />
        </div>
        {form.mode === "PROVISIONED" && (
          <div class="pair">
            <Input label="Read units" type="number" min={1} value={form.read} onInput={(read) => set({ read })} />
            <Input label="Write units" type="number" min={1} value={form.write} onInput={(write) => set({ write })} />
          </div>
        )}
        {form.indexes.map((index, at) => (
          <IndexFields
            key={at}
            index={index}
            kinds={["global", "local", "vector"]}
            onChange={(changed) => set({ indexes: form.indexes.with(at, changed) })}
            onRemove={() => set({ indexes: form.indexes.toSpliced(at, 1) })}
          />
        ))}
        <Button kind="quiet" icon="plus" onClick={() => set({ indexes: [...form.indexes, emptyIndex()] })}>
          Add index
        </Button>
        <Field label="Or from a file that Export has written of a table">
          <input type="file" accept=".json,application/json" onChange={(event) => read(event.currentTarget.files?.[0])} />
        </Field>
        {refusal && (
          <p class="refusal" role="alert">
            {refusal}
          </p>
        )}
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Create table
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
