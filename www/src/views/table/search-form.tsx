import { emptyComparison, SORT_OPERATORS, type Search } from "../../model/search.ts";
import { indexesOf, keyNames, keySchema, keyType, type Table } from "../../model/table.ts";
import type { Browse } from "../../state/browse.ts";
import { Button } from "../../widgets/button.tsx";
import { Check, Input, Select } from "../../widgets/field.tsx";
import { ComparisonFields } from "./comparison-fields.tsx";

interface SearchFormProps {
  table: Table;
  browse: Browse;
}

/** What is looked for: in which index, by which key, with which filters. */
export function SearchForm({ table, browse }: SearchFormProps) {
  const search = browse.search.value;
  const set = (change: Partial<Search>) => (browse.search.value = { ...search, ...change });
  const begin = (how: Search["how"], index: string | undefined) => set({ how, index: index || undefined, ...keysOf(table, index) });
  const indexes = indexesOf(table).map(({ IndexName, kind }) => [IndexName, `${IndexName} (${kind})`] as const);
  return (
    <form class="search" onSubmit={(event) => (event.preventDefault(), browse.run(table))}>
      <div class="line">
        <Select
          label="How"
          hidden
          value={search.how}
          options={[
            ["Scan", "Scan"],
            ["Query", "Query"],
          ]}
          onChange={(how) => begin(how, search.index)}
        />
        <Select label="Table or index" hidden value={search.index ?? ""} options={[["", table.TableName], ...indexes]} onChange={(index) => begin(search.how, index)} />
        {search.how === "Query" && <KeyFields table={table} search={search} set={set} />}
        <div class="options">
          <Button kind="quiet" icon="plus" onClick={() => set({ filters: [...search.filters, emptyComparison()] })}>
            Filter
          </Button>
          {search.how === "Query" && <Check label="Descending" checked={search.descending} onChange={(descending) => set({ descending })} />}
          <Check label="Consistent" checked={search.consistent} onChange={(consistent) => set({ consistent })} />
          <Button kind="primary" icon="play" type="submit">
            Run
          </Button>
        </div>
      </div>
      {search.filters.map((filter, at) => (
        <ComparisonFields
          key={at}
          label={`Filter ${at + 1}`}
          value={filter}
          onChange={(changed) => set({ filters: search.filters.with(at, changed) })}
          onRemove={() => set({ filters: search.filters.toSpliced(at, 1) })}
        />
      ))}
    </form>
  );
}

function KeyFields({ table, search, set }: { table: Table; search: Search; set: (change: Partial<Search>) => void }) {
  const schema = keySchema(table, search.index);
  return (
    <>
      {keyNames(schema, "HASH").map((name, at) => (
        <Input key={name} label={name} hidden required placeholder={`${name} =`} value={search.partition[at] ?? ""} onInput={(value) => set({ partition: search.partition.with(at, value) })} />
      ))}
      {search.sort.map((comparison, at) => (
        <ComparisonFields key={comparison.name} label={comparison.name} fixed operators={SORT_OPERATORS} value={comparison} onChange={(changed) => set({ sort: search.sort.with(at, changed) })} />
      ))}
    </>
  );
}

/** Fields for the keys of a table or index, with nothing in them. */
function keysOf(table: Table, index: string | undefined): Pick<Search, "partition" | "sort"> {
  const schema = keySchema(table, index);
  return {
    partition: keyNames(schema, "HASH").map(() => ""),
    sort: keyNames(schema, "RANGE").map((name) => ({ ...emptyComparison(), name, type: keyType(table, name) })),
  };
}
