import { useState } from "preact/hooks";

import { showBytes } from "../../model/bytes.ts";
import { definitionOf, indexesOf, keyType, type KeyElement, type Table } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { attempt, notify } from "../../state/notices.ts";
import { go } from "../../state/route.ts";
import { Button } from "../../widgets/button.tsx";
import { Copy } from "../../widgets/copy.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { Status } from "../../widgets/status.tsx";
import { AddIndex } from "./add-index.tsx";
import { Settings } from "./settings.tsx";

export function Structure({ table }: { table: Table }) {
  const [open, setOpen] = useState<"index" | "delete" | undefined>(undefined);
  const close = () => setOpen(undefined);
  return (
    <section class="structure" aria-label="Structure">
      <dl class="facts">
        <Fact name="Primary key" value={showKey(table, table.KeySchema)} />
        <Fact name="Capacity" value={capacityOf(table)} />
        <Fact name="Items" value={`${table.ItemCount.toLocaleString("en-US")}, ${showBytes(table.TableSizeBytes)}`} />
        <Fact name="Created" value={new Date(table.CreationDateTime * 1000).toLocaleString()} />
        <Fact name="ARN" value={table.TableArn} />
      </dl>
      <div class="title">
        <h2>Indexes</h2>
        <Button icon="plus" onClick={() => setOpen("index")}>
          Add index
        </Button>
      </div>
      <Indexes table={table} />
      <Settings table={table} />
      <h2>Definition</h2>
      <div class="title">
        <span class="hint">The input of CreateTable that makes a table like this one.</span>
        <Copy text={JSON.stringify(definitionOf(table), undefined, 2)} label="Copy definition" />
      </div>
      <pre class="text" tabIndex={0}>{JSON.stringify(definitionOf(table), undefined, 2)}</pre>
      <Button kind="danger" icon="trash" onClick={() => setOpen("delete")}>
        Delete table
      </Button>
      {open === "index" && <AddIndex table={table} onClose={close} />}
      {open === "delete" && <DeleteTable table={table} onClose={close} />}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Indexes({ table }: { table: Table }) {
  const indexes = indexesOf(table);
  if (indexes.length === 0) return <p class="hint">None.</p>;
  const remove = (IndexName: string) => attempt(() => call("UpdateTable", { TableName: table.TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] }));
  return (
    <ul class="cards" role="list">
      {indexes.map(({ IndexName, IndexStatus, KeySchema, Projection, ItemCount, kind }) => (
        <li key={IndexName}>
          <b>{IndexName}</b> <span class="hint">{kind}</span>
          {IndexStatus && <Status value={IndexStatus} />}
          <span>{showKey(table, KeySchema)}</span>
          <span class="hint">
            {Projection.ProjectionType === "INCLUDE" ? `with ${Projection.NonKeyAttributes?.join(", ")}` : Projection.ProjectionType === "ALL" ? "all attributes" : "keys only"} · {ItemCount ?? 0} entries
          </span>
          {kind === "global" && <Button kind="quiet" icon="trash" label={`Delete index ${IndexName}`} onClick={() => remove(IndexName)} />}
        </li>
      ))}
    </ul>
  );
}

function DeleteTable({ table, onClose }: { table: Table; onClose: () => void }) {
  const remove = () =>
    attempt(async () => {
      await call("DeleteTable", { TableName: table.TableName });
      notify(`${table.TableName} is deleted`);
      onClose();
      go({ page: "start" });
    });
  return (
    <Dialog title={`Delete ${table.TableName}?`} onClose={onClose}>
      <p>Its {table.ItemCount.toLocaleString("en-US")} items are gone with it. Backups stay.</p>
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" icon="trash" onClick={remove}>
          Delete table
        </Button>
      </footer>
    </Dialog>
  );
}

function showKey(table: Table, schema: KeyElement[]): string {
  return schema.map(({ AttributeName, KeyType }) => `${AttributeName} (${keyType(table, AttributeName)}${KeyType === "RANGE" ? ", sorts" : ""})`).join(" · ");
}

function capacityOf(table: Table): string {
  if (table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST") return "on demand";
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = table.ProvisionedThroughput ?? {};
  return `provisioned, ${ReadCapacityUnits} read and ${WriteCapacityUnits} write units`;
}
