import type { Table } from "../../../model/table.ts";
import { call } from "../../../state/call.ts";
import { attempt } from "../../../state/notices.ts";
import { Check } from "../../../widgets/field.tsx";
import { Encryption } from "./encryption.tsx";
import { Policy } from "./policy.tsx";
import { Replicas } from "./replicas.tsx";
import { TableClass } from "./table-class.tsx";
import { Tags } from "./tags.tsx";
import { Throughput } from "./throughput.tsx";
import { TimeToLive } from "./time-to-live.tsx";

/** Changes a table; what is refused is said. */
export type Update = (change: object) => Promise<unknown>;

/** What can be changed of a table that is there. */
export function Settings({ table }: { table: Table }) {
  const { TableName, DeletionProtectionEnabled = false } = table;
  const update: Update = (change) => attempt(() => call("UpdateTable", { TableName, ...change }));
  return (
    <section class="settings" aria-label="Settings">
      <Throughput key={`${table.BillingModeSummary?.BillingMode}`} table={table} update={update} />
      <section class="panel" aria-labelledby="storage">
        <h2 id="storage">Storage</h2>
        <TimeToLive table={table} />
        <TableClass table={table} update={update} />
        <Encryption table={table} update={update} />
        <Check label="Deletion protection" checked={DeletionProtectionEnabled} onChange={(on) => update({ DeletionProtectionEnabled: on })} />
      </section>
      <Tags table={table} />
      <Replicas table={table} update={update} />
      <Policy table={table} />
    </section>
  );
}
