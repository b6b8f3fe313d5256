import { Button } from "../../widgets/button.tsx";
import { Input, Select } from "../../widgets/field.tsx";
import type { IndexForm } from "./form.ts";
import { KeyInput } from "./key-input.tsx";
import { VectorIndexFields } from "./vector-index-fields.tsx";

const KINDS = [
  ["global", "Global"],
  ["local", "Local"],
  ["vector", "Vector"],
] as const;

interface IndexFieldsProps {
  index: IndexForm;
  /** Which there can be: a table that is there gets no local ones. */
  kinds: IndexForm["kind"][];
  onChange: (index: IndexForm) => void;
  onRemove?: () => void;
}

/** What defines an index. */
export function IndexFields({ index, kinds, onChange, onRemove }: IndexFieldsProps) {
  const set = (change: Partial<IndexForm>) => onChange({ ...index, ...change });
  return (
    <fieldset>
      <legend>Index {index.name}</legend>
      <div class="pair">
        <Input label="Index name" value={index.name} required onInput={(name) => set({ name })} />
        <Select label="Kind" value={index.kind} options={KINDS.filter(([kind]) => kinds.includes(kind))} onChange={(kind) => set({ kind })} />
      </div>
      {index.kind === "vector" ? <VectorIndexFields index={index} set={set} /> : <SecondaryIndexFields index={index} set={set} />}
      <div class="pair">
        <Select
          label="Projected attributes"
          value={index.projection}
          options={[
            ["ALL", "All"],
            ["KEYS_ONLY", "Keys only"],
            ["INCLUDE", "Chosen ones"],
          ]}
          onChange={(projection) => set({ projection })}
        />
        {index.projection === "INCLUDE" && <Input label="Attributes, by commas" value={index.include} onInput={(include) => set({ include })} />}
      </div>
      {onRemove && (
        <Button kind="quiet" icon="trash" onClick={onRemove}>
          Remove index
        </Button>
      )}
    </fieldset>
  );
}

function SecondaryIndexFields({ index, set }: { index: IndexForm; set: (change: Partial<IndexForm>) => void }) {
  return (
    <>
      {index.kind === "global" && <KeyInput label="Partition key of the index" value={index.partition} required onChange={(partition) => set({ partition })} />}
      <KeyInput label="Sort key of the index" value={index.sort} required={index.kind === "local"} onChange={(sort) => set({ sort })} />
    </>
  );
}
