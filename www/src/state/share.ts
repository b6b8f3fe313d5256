import { definitionOf } from "../model/table.ts";
import { pack, unpack } from "../model/share.ts";
import { untilActive } from "./active.ts";
import { allItems } from "./all-items.ts";
import { call } from "./call.ts";
import { notify } from "./notices.ts";
import { backend } from "./session.ts";
import { tables } from "./tables.ts";
import { writeItems } from "./write-items.ts";

const PREFIX = "#share=";

/** The address of this page with all tables of the region in it. */
export async function shareLink(): Promise<string> {
  const shared = [];
  for (const table of tables.value ?? []) shared.push({ definition: definitionOf(table), items: await allItems(table.TableName) });
  return `${location.origin}${location.pathname}${PREFIX}${await pack({ tables: shared })}`;
}

/**
 * Makes what a link carries. A server is not written to because somebody followed a link. The address forgets it, so that a reload does not
 * bring back what was changed since.
 */
export async function openShared(): Promise<void> {
  if (!location.hash.startsWith(PREFIX)) return;
  const text = location.hash.slice(PREFIX.length);
  history.replaceState(undefined, "", `${location.pathname}${location.search}#/`);
  dispatchEvent(new HashChangeEvent("hashchange"));
  if (backend.value?.kind === "server") return notify("A shared link is opened in the playground of a page, not of a server", "failed");
  try {
    const { tables: shared } = await unpack(text);
    for (const { definition, items } of shared) {
      await call("CreateTable", definition, { quiet: true });
      await untilActive(String(definition["TableName"]));
      await writeItems(String(definition["TableName"]), items);
    }
    notify(`${shared.length} shared ${shared.length === 1 ? "table" : "tables"}`);
  } catch (error) {
    notify(`The link cannot be opened: ${(error as Error).message}`, "failed");
  }
}
