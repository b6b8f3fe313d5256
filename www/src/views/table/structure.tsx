import { useState } from "preact/hooks";

import { showBytes } from "../../model/bytes.ts";
import { definitionOf, type Table } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { attempt, notify } from "../../state/notices.ts";
import { go } from "../../state/route.ts";
import { Button } from "../../widgets/button.tsx";
import { Copy } from "../../widgets/copy.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { AddIndex } from "./add-index.tsx";
import { Indexes, showKey } from "./indexes.tsx";

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
      <p>{table.ItemCount === 1 ? "Its item is" : `Its ${table.ItemCount.toLocaleString("en-US")} items are`} gone with it. Backups stay.</p>
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" icon="trash" onClick={remove}>
          Delete table
        </Button>
      </footer>
    </Dialog>
  );
}

function capacityOf(table: Table): string {
  if (table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST") return "on demand";
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = table.ProvisionedThroughput ?? {};
  return `provisioned, ${ReadCapacityUnits} read and ${WriteCapacityUnits} write units`;
}
