import { useEffect, useMemo, useState } from "preact/hooks";

import type { Item } from "../../model/attribute.ts";
import { identity, keyOf, type Table } from "../../model/table.ts";
import { Browse } from "../../state/browse.ts";
import { call } from "../../state/call.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changes, region } from "../../state/session.ts";
import { Button } from "../../widgets/button.tsx";
import { ExportDialog, ImportDialog } from "./files.tsx";
import { ItemDialog } from "./item-dialog.tsx";
import { ItemGrid } from "./item-grid.tsx";
import { SearchForm } from "./search-form.tsx";

type Open = { what: "item"; item: Item | undefined } | { what: "import" } | { what: "export" } | undefined;

export function Items({ table }: { table: Table }) {
  const browse = useMemo(() => new Browse(), [table.TableName, region.value]);
  const [open, setOpen] = useState<Open>(undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const seen = changes.value;
  useEffect(() => void browse.run(table), [browse]);
  useEffect(() => void browse.refresh(), [seen]);
  const found = browse.found.value;
  const close = () => setOpen(undefined);
  const remove = () =>
    attempt(async () => {
      const doomed = (found?.items ?? []).filter((item) => chosen.has(identity(table, item)));
      for (const item of doomed) await call("DeleteItem", { TableName: table.TableName, Key: keyOf(table, item) });
      setChosen(new Set());
      notify(`${doomed.length} deleted`);
    });
  return (
    <section class="items" aria-label="Items">
      <SearchForm table={table} browse={browse} />
      <div class="bar">
        <Summary browse={browse} />
        {chosen.size > 0 && (
          <Button kind="danger" icon="trash" onClick={remove}>
            Delete {chosen.size}
          </Button>
        )}
        <Button kind="quiet" icon="upload" onClick={() => setOpen({ what: "import" })}>
          Import
        </Button>
        <Button kind="quiet" icon="download" onClick={() => setOpen({ what: "export" })}>
          Export
        </Button>
        <Button icon="plus" onClick={() => setOpen({ what: "item", item: undefined })}>
          New item
        </Button>
      </div>
      {browse.refusal.value && (
        <p class="refusal" role="alert">
          {browse.refusal.value}
        </p>
      )}
      {found && <ItemGrid table={table} items={found.items} chosen={chosen} onChoose={setChosen} onOpen={(item) => setOpen({ what: "item", item })} />}
      {found?.from && !browse.busy.value && <Button onClick={() => browse.more()}>More items</Button>}
      {open?.what === "item" && <ItemDialog table={table} item={open.item} onClose={close} />}
      {open?.what === "import" && <ImportDialog table={table} onClose={close} />}
      {open?.what === "export" && <ExportDialog table={table} onClose={close} />}
    </section>
  );
}

/** What was found, and what it took. */
function Summary({ browse }: { browse: Browse }) {
  const found = browse.found.value;
  if (!found) return <p class="summary" role="status" />;
  const { items, scanned, requests, read } = found;
  return (
    <p class="summary" role="status">
      <b>{items.length.toLocaleString("en-US")}</b> {items.length === 1 ? "item" : "items"}
      {scanned !== items.length && ` of ${scanned.toLocaleString("en-US")} looked at`} · {read} RCU
      {requests > 1 && ` · ${requests} requests`}
      {browse.busy.value && (
        <Button kind="quiet" onClick={() => browse.stop()}>
          Stop
        </Button>
      )}
    </p>
  );
}
