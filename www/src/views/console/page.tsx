import { lazy } from "../../widgets/lazy.tsx";
import { hrefOf, type Route } from "../../state/route.ts";
import { Tabs } from "../../widgets/tabs.tsx";

type Tab = Exclude<Extract<Route, { page: "console" }>["tab"], "code">;

const TABS: [Tab, string][] = [
  ["operation", "Operation"],
  ["partiql", "PartiQL"],
];

const views = {
  operation: lazy(() => import("./operation.tsx").then(({ OperationConsole }) => OperationConsole)),
  partiql: lazy(() => import("./partiql.tsx").then(({ PartiqlConsole }) => PartiqlConsole)),
};

export function ConsolePage({ tab }: { tab: Extract<Route, { page: "console" }>["tab"] }) {
  const View = views[tab === "code" ? "operation" : tab];
  return (
    <article class="console">
      <h1>Console</h1>
      <Tabs label="Ways to ask" tabs={TABS.map(([to, text]) => ({ href: hrefOf({ page: "console", tab: to }), text, current: to === tab }))} />
      <View />
    </article>
  );
}
