import { DISTANCES } from "../../model/table.ts";
import { Button } from "../../widgets/button.tsx";
import { Input, Select } from "../../widgets/field.tsx";
import { noKey, type IndexForm } from "./form.ts";
import { KeyInput } from "./key-input.tsx";

const CHOICES = Object.entries(DISTANCES) as [IndexForm["distance"], string][];

/** Which vectors are in the index, how they are compared, and what a search can be narrowed down by. */
export function VectorIndexFields({ index, set }: { index: IndexForm; set: (change: Partial<IndexForm>) => void }) {
  return (
    <>
      <div class="pair">
        <Input label="Attribute with the vector" value={index.attribute} required placeholder="embedding" onInput={(attribute) => set({ attribute })} />
        <Input label="Numbers in it" type="number" min={1} max={4096} value={index.dimensions} required onInput={(dimensions) => set({ dimensions })} />
        <Select label="Nearness" value={index.distance} options={CHOICES} onChange={(distance) => set({ distance })} />
      </div>
      <KeyInput label="Partition key of the index" value={index.partition} onChange={(partition) => set({ partition })} />
      {index.filters.map((filter, at) => (
        <KeyInput
          key={at}
          label={`Filter attribute ${at + 1}`}
          value={filter}
          required
          onChange={(changed) => set({ filters: index.filters.with(at, changed) })}
          onRemove={() => set({ filters: index.filters.toSpliced(at, 1) })}
        />
      ))}
      <Button kind="quiet" icon="plus" onClick={() => set({ filters: [...index.filters, noKey()] })}>
        Add filter attribute
      </Button>
    </>
  );
}
