import { signal } from "@preact/signals";

export type TableTab = "items" | "structure" | "settings" | "stream" | "past" | "capacity";

/** Where one is, as the fragment of the address says. */
export type Route =
  | { page: "start" }
  | { page: "table"; name: string; tab: TableTab }
  | { page: "console"; tab: "operation" | "partiql" | "code" }
  | { page: "requests"; id?: number }
  | { page: "emulator" };

const TABLE_TABS: TableTab[] = ["items", "structure", "settings", "stream", "past", "capacity"];
const CONSOLE_TABS = ["operation", "partiql", "code"] as const;

export const route = signal<Route>(read());

addEventListener("hashchange", () => (route.value = read()));

export function hrefOf(to: Route): string {
  switch (to.page) {
    case "table":
      return `#/tables/${encodeURIComponent(to.name)}/${to.tab}`;
    case "console":
      return `#/console/${to.tab}`;
    case "requests":
      return to.id === undefined ? "#/requests" : `#/requests/${to.id}`;
    case "emulator":
      return "#/emulator";
    default:
      return "#/";
  }
}

export function go(to: Route): void {
  location.hash = hrefOf(to);
}

function read(): Route {
  const [first, second, third] = location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  if (first === "tables" && second) return { page: "table", name: second, tab: TABLE_TABS.find((tab) => tab === third) ?? "items" };
  if (first === "console") return { page: "console", tab: CONSOLE_TABS.find((tab) => tab === second) ?? "operation" };
  if (first === "requests") return second ? { page: "requests", id: Number(second) } : { page: "requests" };
  return first === "emulator" ? { page: "emulator" } : { page: "start" };
}
