import { hrefOf, type TableTab } from "../../state/route.ts";
import { tableNamed, tables } from "../../state/tables.ts";
import { lazy } from "../../widgets/lazy.tsx";
import { Status } from "../../widgets/status.tsx";
import { Tabs } from "../../widgets/tabs.tsx";
import { Items } from "./items.tsx";

const TABS: [TableTab, string][] = [
  ["items", "Items"],
  ["structure", "Structure"],
  ["settings", "Settings"],
  ["stream", "Stream"],
  ["past", "Past"],
  ["capacity", "Capacity"],
];

const views = {
  items: Items,
  structure: lazy(() => import("./structure.tsx").then(({ Structure }) => Structure)),
  settings: lazy(() => import("./settings/page.tsx").then(({ Settings }) => Settings)),
  stream: lazy(() => import("./stream.tsx").then(({ Stream }) => Stream)),
  past: lazy(() => import("./past.tsx").then(({ Past }) => Past)),
  capacity: lazy(() => import("./capacity.tsx").then(({ Capacity }) => Capacity)),
};

export function TablePage({ name, tab }: { name: string; tab: TableTab }) {
  const table = tableNamed(name);
  if (!table) return <Missing name={name} />;
  const View = views[tab];
  return (
    <article class="table-page">
      <div class="title">
        <h1>{name}</h1>
        <Status value={table.TableStatus} />
      </div>
      <Tabs label="Views of the table" tabs={TABS.map(([to, text]) => ({ href: hrefOf({ page: "table", name, tab: to }), text, current: to === tab }))} />
      <View key={table.TableId ?? table.TableArn} table={table} />
    </article>
  );
}

function Missing({ name }: { name: string }) {
  if (!tables.value) return <p class="loading">Looking…</p>;
  return (
    <section class="empty">
      <h1>There is no table {name}</h1>
      <p>
        It may be in another region, or gone. <a href="#/">All tables</a>
      </p>
    </section>
  );
}
