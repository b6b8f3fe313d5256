import { emptyComparison, SORT_OPERATORS, type Search } from "../../model/search.ts";
import { askedBy, indexesOf, vectorIndexNamed, type Table } from "../../model/table.ts";
import type { Browse } from "../../state/browse.ts";
import { Button } from "../../widgets/button.tsx";
import { Check, Input, Select } from "../../widgets/field.tsx";
import { lazy } from "../../widgets/lazy.tsx";
import { ComparisonFields } from "./comparison-fields.tsx";

const VectorFields = lazy(() => import("./vector-fields.tsx").then(({ VectorFields }) => VectorFields), null);

interface SearchFormProps {
  table: Table;
  browse: Browse;
}

const WAYS = [
  ["Scan", "Scan"],
  ["Query", "Query"],
] as const;

/** What is looked for: in which index, by which key, with which filters, or near to which vector. */
export function SearchForm({ table, browse }: SearchFormProps) {
  const search = browse.search.value;
  const set = (change: Partial<Search>) => browse.set(change);
  const near = search.how === "SearchVectors";
  const run = (
    <Button kind="primary" icon="play" type="submit">
      Run
    </Button>
  );
  const ways = table.VectorIndexes || near ? [...WAYS, ["SearchVectors", "Search vectors"] as const] : WAYS;
  return (
    <form class="search" onSubmit={(event) => (event.preventDefault(), browse.run(table))}>
      <div class="line">
        <Select label="How" hidden value={search.how} options={ways} onChange={(how) => browse.begin(table, how, search.index)} />
        <Select label={near ? "Vector index" : "Table or index"} hidden value={search.index ?? ""} options={placesOf(table, search)} onChange={(index) => browse.begin(table, search.how, index)} />
        {search.how !== "Scan" && <KeyFields table={table} search={search} set={set} />}
        {!near && (
          <div class="options">
            <Button kind="quiet" icon="plus" onClick={() => set({ filters: [...search.filters, emptyComparison()] })}>
              Filter
            </Button>
            {search.how === "Query" && <Check label="Descending" checked={search.descending} onChange={(descending) => set({ descending })} />}
            <Check label="Consistent" checked={search.consistent} onChange={(consistent) => set({ consistent })} />
            {run}
          </div>
        )}
      </div>
      {near && <VectorFields table={table} browse={browse} run={run} />}
      {!near &&
        search.filters.map((filter, at) => (
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

/** Where one can look: in the table and its secondary indexes, or in a vector index. */
function placesOf(table: Table, { how }: Search): (readonly [string, string])[] {
  if (how === "SearchVectors") return (table.VectorIndexes ?? []).map(({ IndexName }) => [IndexName, IndexName] as const);
  return [["", table.TableName], ...indexesOf(table).map(({ IndexName, kind }) => [IndexName, `${IndexName} (${kind})`] as const)];
}

function KeyFields({ table, search, set }: { table: Table; search: Search; set: (change: Partial<Search>) => void }) {
  const change = (at: number, changed: Search["sort"][number]) => set({ sort: search.sort.with(at, changed) });
  const isVector = vectorIndexNamed(table, search.index) !== undefined;
  return (
    <>
      {askedBy(table, search.index).needed.map((name, at) => (
        <Input key={name} label={name} hidden required placeholder={`${name} =`} value={search.partition[at] ?? ""} onInput={(value) => set({ partition: search.partition.with(at, value) })} />
      ))}
      {search.sort.map((comparison, at) =>
        // Vectors are narrowed down by equality alone.
        isVector ? (
          <Input key={comparison.name} label={comparison.name} hidden placeholder={`${comparison.name} = any`} value={comparison.value} onInput={(value) => change(at, { ...comparison, value })} />
        ) : (
          <ComparisonFields key={comparison.name} label={comparison.name} fixed operators={SORT_OPERATORS} value={comparison} onChange={(changed) => change(at, changed)} />
        ),
      )}
    </>
  );
}
