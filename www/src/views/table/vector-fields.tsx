import type { ComponentChild } from "preact";
import { useId } from "preact/hooks";

import { preview, type Item } from "../../model/attribute.ts";
import { keyOf, vectorIndexNamed, type Table } from "../../model/table.ts";
import { readVector } from "../../model/vector.ts";
import type { Browse } from "../../state/browse.ts";
import { attempt } from "../../state/notices.ts";
import { Field, Input, Select } from "../../widgets/field.tsx";

interface VectorFieldsProps {
  table: Table;
  browse: Browse;
  /** What runs the search, behind its fields. */
  run: ComponentChild;
}

/** The vector that others are to be near to, typed or taken from an item, and how many of them. */
export function VectorFields({ table, browse, run }: VectorFieldsProps) {
  const search = browse.search.value;
  const index = vectorIndexNamed(table, search.index);
  const refusal = browse.refusal.value?.of === "vector" ? browse.refusal.value.text : undefined;
  const fault = useId();
  const items = browse.found.value?.items ?? [];
  if (!index) return null;
  const take = (at: string) =>
    attempt(async () => {
      const item = items[Number(at)];
      if (at !== "" && item) await browse.take(table, keyOf(table, item));
    });
  return (
    <div class="vector">
      <Field label="Search vector" hint={`${counted(search.vector)} of ${index.Dimensions} numbers, to be near to what items have in ${index.VectorAttribute.AttributeName}`}>
        <textarea
          rows={2}
          required
          spellcheck={false}
          autocapitalize="off"
          placeholder={`${index.Dimensions} numbers, by commas`}
          value={search.vector}
          aria-invalid={refusal !== undefined}
          aria-describedby={refusal && fault}
          onInput={(event) => browse.set({ vector: event.currentTarget.value })}
        />
      </Field>
      {refusal && (
        <p class="refusal" id={fault} role="alert">
          {refusal}
        </p>
      )}
      <div class="line">
        <Select label="Or the vector of" value="" options={[["", "an item…"], ...items.map((item, at) => [String(at), nameOf(table, item)] as const)]} onChange={take} />
        <Input label="How many" type="number" min={1} max={100} value={search.nearest} required onInput={(nearest) => browse.set({ nearest })} />
        <Input label="Attributes, by commas" placeholder="all that the index has" value={search.attributes} onInput={(attributes) => browse.set({ attributes })} />
        {run}
      </div>
    </div>
  );
}

/** How many numbers were typed; what is none is told when it is run. */
function counted(text: string): number | string {
  try {
    return readVector(text).length;
  } catch {
    return "?";
  }
}

function nameOf(table: Table, item: Item): string {
  return Object.values(keyOf(table, item)).map(preview).join(" · ");
}
