import type { Table } from "../../../model/table.ts";
import { Select } from "../../../widgets/field.tsx";
import type { Update } from "./page.tsx";

/** What the storage of a table costs beside its requests. */
export function TableClass({ table, update }: { table: Table; update: Update }) {
  return (
    <Select
      label="Table class"
      value={table.TableClassSummary?.TableClass ?? "STANDARD"}
      options={[
        ["STANDARD", "Standard"],
        ["STANDARD_INFREQUENT_ACCESS", "Standard, infrequent access"],
      ]}
      onChange={(TableClass) => update({ TableClass })}
    />
  );
}
