import { definitionOf } from "../model/table.ts";
import { pack, unpack, type Database } from "../model/share.ts";
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
  for (const table of tables.value ?? []) {
    const timeToLive = await expiryOf(table.TableName);
    shared.push({ definition: { ...definitionOf(table), ...(await tagsOf(table.TableArn)) }, items: await allItems(table.TableName), ...(timeToLive && { timeToLive }) });
  }
  return `${location.origin}${location.pathname}${PREFIX}${await pack({ tables: shared })}`;
}

/** Its tags, as CreateTable takes them; a page holds ten. */
async function tagsOf(ResourceArn: string): Promise<{ Tags?: object[] }> {
  const all = [];
  let NextToken: string | undefined;
  do {
    const page = await call("ListTagsOfResource", { ResourceArn, ...(NextToken && { NextToken }) }, { quiet: true });
    all.push(...(page.Tags ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return all.length > 0 ? { Tags: all } : {};
}

/** The attribute by which items of a table expire. */
async function expiryOf(TableName: string): Promise<string | undefined> {
  const { TimeToLiveDescription } = await call("DescribeTimeToLive", { TableName }, { quiet: true });
  return TimeToLiveDescription.AttributeName;
}

/** A name that no table has: what is there already stays as it is. */
async function freeName(name: string): Promise<string> {
  const isTaken = (TableName: string) => call("DescribeTable", { TableName }, { quiet: true }).then(() => true, () => false);
  let free = name;
  for (let copy = 1; await isTaken(free); copy += 1) free = `${name.slice(0, 240)}-shared${copy > 1 ? copy : ""}`;
  return free;
}

async function make({ definition, items, timeToLive }: Database["tables"][number]): Promise<void> {
  const TableName = await freeName(String(definition["TableName"]));
  await call("CreateTable", { ...definition, TableName }, { quiet: true });
  await untilActive(TableName);
  if (timeToLive) await call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive } }, { quiet: true });
  await writeItems(TableName, items);
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
    const { tables: shared } = await unpack(text);
    for (const table of shared) await make(table);
    notify(`${shared.length} shared ${shared.length === 1 ? "table" : "tables"}`);
  } catch (error) {
    notify(`The link cannot be opened: ${(error as Error).message}`, "failed");
  }
}
