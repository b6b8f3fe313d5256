import { lazy } from "../../widgets/lazy.tsx";
import { hrefOf, type Route } from "../../state/route.ts";
import { Tabs } from "../../widgets/tabs.tsx";

type Tab = Extract<Route, { page: "console" }>["tab"];

const TABS: [Tab, string][] = [
  ["operation", "Operation"],
  ["partiql", "PartiQL"],
  ["code", "SDK code"],
];

const views = {
  operation: lazy(() => import("./operation.tsx").then(({ OperationConsole }) => OperationConsole)),
  partiql: lazy(() => import("./partiql.tsx").then(({ PartiqlConsole }) => PartiqlConsole)),
  code: lazy(() => import("./code.tsx").then(({ CodeConsole }) => CodeConsole)),
};

export function ConsolePage({ tab }: { tab: Tab }) {
  const View = views[tab];
  return (
    <article class="console">
      <h1>Console</h1>
      <Tabs label="Ways to ask" tabs={TABS.map(([to, text]) => ({ href: hrefOf({ page: "console", tab: to }), text, current: to === tab }))} />
      <View />
    </article>
  );
}
