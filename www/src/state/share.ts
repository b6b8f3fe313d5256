import { pack, unpack } from "../model/share.ts";
import { notify } from "./notices.ts";
import { backend, region } from "./session.ts";
import { makeTable, takeTable } from "./shared-table.ts";
import { tables } from "./tables.ts";

const PREFIX = "#share=";

/** The address of this page with all tables of the region in it. */
export async function shareLink(): Promise<string> {
  const shared = [];
  for (const table of tables.value ?? []) shared.push(await takeTable(table));
  return `${location.origin}${location.pathname}${PREFIX}${await pack({ region: region.value, tables: shared })}`;
}

/**
 * Makes what the link that the page was opened by carries. A server is not written to because somebody followed a link. The address forgets it, so that a reload does not
 * bring back what was changed since.
 */
export async function openShared(): Promise<void> {
  const text = location.hash.slice(PREFIX.length);
  history.replaceState(undefined, "", `${location.pathname}${location.search}#/`);
  dispatchEvent(new HashChangeEvent("hashchange"));
  if (backend.value?.kind === "server") return notify("A shared link is opened in the playground of a page, not of a server", "failed");
  try {
    const { tables: shared, region: place } = await unpack(text);
    if (place) region.value = place;
    for (const table of shared) await makeTable(table);
    notify(`${shared.length} shared ${shared.length === 1 ? "table" : "tables"}`);
  } catch (error) {
    notify(`The link cannot be opened: ${(error as Error).message}`, "failed");
  }
}
