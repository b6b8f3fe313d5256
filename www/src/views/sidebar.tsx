import { useState } from "preact/hooks";

import { hrefOf, route } from "../state/route.ts";
import { tables } from "../state/tables.ts";
import { Button } from "../widgets/button.tsx";
import { CreateTable } from "./create-table/lazy.tsx";
import { TableList } from "./table-list.tsx";

export function Sidebar() {
  const [creating, setCreating] = useState(false);
  const here = route.value;
  return (
    <aside class="side" aria-label="Tables and places">
      <div class="heading">
        <h2>Tables</h2>
        <Button icon="plus" label="Create table" kind="quiet" onClick={() => setCreating(true)} />
      </div>
      {tables.value?.length === 0 ? <p class="hint">None yet.</p> : <TableList current={here.page === "table" ? here.name : undefined} />}
      <nav class="links" aria-label="Tools">
        <a href={hrefOf({ page: "console", tab: "operation" })} aria-current={here.page === "console" ? "page" : undefined}>
          Console
        </a>
        <a href={hrefOf({ page: "requests" })} aria-current={here.page === "requests" ? "page" : undefined}>
          Requests
        </a>
        <a href={hrefOf({ page: "emulator" })} aria-current={here.page === "emulator" ? "page" : undefined}>
          Emulator
        </a>
      </nav>
      {creating && <CreateTable onClose={() => setCreating(false)} />}
    </aside>
  );
}
