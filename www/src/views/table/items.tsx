import { useEffect, useMemo, useState } from "preact/hooks";

import type { Item } from "../../model/attribute.ts";
import { showBytes } from "../../model/bytes.ts";
import { DISTANCES, identity, keyOf, type Table } from "../../model/table.ts";
import { Browse } from "../../state/browse.ts";
import { call } from "../../state/call.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changes, region } from "../../state/session.ts";
import { Button } from "../../widgets/button.tsx";
import { lazy } from "../../widgets/lazy.tsx";
import { ItemGrid } from "./item-grid.tsx";
import { SearchForm } from "./search-form.tsx";

const ItemDialog = lazy(() => import("./item-dialog.tsx").then(({ ItemDialog }) => ItemDialog), null);
const ExportDialog = lazy(() => import("./files.tsx").then(({ ExportDialog }) => ExportDialog), null);
const ImportDialog = lazy(() => import("./files.tsx").then(({ ImportDialog }) => ImportDialog), null);

type Open = { what: "item"; item: Item | undefined } | { what: "import" } | { what: "export" } | undefined;

export function Items({ table }: { table: Table }) {
  const browse = useMemo(() => new Browse(), [table.TableName, region.value]);
  const [open, setOpen] = useState<Open>(undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const seen = changes.value;
  const creating = table.TableStatus === "CREATING";
  useEffect(() => void (creating || browse.found.peek() || browse.run(table)), [browse, table.TableStatus]);
  useEffect(() => void browse.refresh(), [seen]);
  const found = browse.found.value;
  const close = () => setOpen(undefined);
  const show = (item: Item) => attempt(async () => setOpen({ what: "item", item: browse.isOfIndex ? await whole(table, item) : item }));
  const findSimilar = () =>
    attempt(async () => {
      const [item] = (found?.items ?? []).filter((one) => chosen.has(identity(table, one)));
      if (!item) return;
      browse.begin(table, "SearchVectors", browse.search.value.index);
      await browse.take(table, keyOf(table, item));
      setChosen(new Set());
      if (!browse.refusal.value) await browse.run(table);
    });
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
        {chosen.size === 1 && table.VectorIndexes && <Button onClick={findSimilar}>Find similar</Button>}
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
      {creating && <p class="hint nothing">The table is being created.</p>}
      {browse.refusal.value && !browse.refusal.value.of && (
        <p class="refusal" role="alert">
          {browse.refusal.value.text}
        </p>
      )}
      {found && <ItemGrid table={table} items={found.items} {...(found.near && { near: found.near })} chosen={chosen} onChoose={setChosen} onOpen={show} />}
      {found?.from && !browse.busy.value && <Button onClick={() => browse.more()}>More items</Button>}
      {open?.what === "item" && <ItemDialog table={table} item={open.item} now={browse.isOfIndex ? undefined : found?.items.find((one) => open.item && identity(table, one) === identity(table, open.item))} onClose={close} />}
      {open?.what === "import" && <ImportDialog table={table} onClose={close} />}
      {open?.what === "export" && <ExportDialog table={table} onClose={close} />}
    </section>
  );
}

/** An item of which an index may have a part only: what is saved replaces all of it. */
async function whole(table: Table, item: Item): Promise<Item> {
  const { Item } = await call<{ Item?: Item }>("GetItem", { TableName: table.TableName, Key: keyOf(table, item), ConsistentRead: true }, { quiet: true });
  if (!Item) throw new Error("this item is not there any more");
  return Item;
}

/** What was found, and what it took. */
function Summary({ browse }: { browse: Browse }) {
  const found = browse.found.value;
  if (!found) return <p class="summary" role="status" />;
  const { items, scanned, requests, read, near } = found;
  const distance = near && DISTANCES[near.distance].toLowerCase();
  return (
    <p class="summary" role="status">
      <b>{items.length.toLocaleString("en-US")}</b> {items.length === 1 ? "item" : "items"}
      {scanned !== items.length && ` of ${scanned.toLocaleString("en-US")} looked at`}
      {near ? `, by ${distance}: ${near.distance === "DOT_PRODUCT" ? "higher" : "lower"} is nearer · ${showBytes(near.bytes)} searched` : ` · ${read} RCU`}
      {requests > 1 && ` · ${requests} requests`}
      {browse.busy.value && (
        <Button kind="quiet" onClick={() => browse.stop()}>
          Stop
        </Button>
      )}
    </p>
  );
}
