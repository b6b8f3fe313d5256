import { definitionOf } from "../model/table.ts";
import { pack, unpack, type SharedTable } from "../model/share.ts";
import { untilActive } from "./active.ts";
import { allItems } from "./all-items.ts";
import { call, CallError } from "./call.ts";
import { notify } from "./notices.ts";
import { backend, region } from "./session.ts";
import { tables } from "./tables.ts";
import { writeItems } from "./write-items.ts";

const PREFIX = "#share=";

/** The address of this page with all tables of the region in it. */
export async function shareLink(): Promise<string> {
  const shared = [];
  for (const table of tables.value ?? []) {
    const { TableName, TableArn } = table;
    const definition = { ...definitionOf(table), ...(await tagsOf(TableArn)), ...(await policyOf(TableArn)) };
    shared.push({ definition, items: await allItems(TableName), ...(await expiryOf(TableName)), ...(await recoveryOf(TableName)) });
  }
  return `${location.origin}${location.pathname}${PREFIX}${await pack({ region: region.value, tables: shared })}`;
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
async function expiryOf(TableName: string): Promise<{ timeToLive?: string }> {
  const { TimeToLiveDescription } = await call("DescribeTimeToLive", { TableName }, { quiet: true });
  const { AttributeName } = TimeToLiveDescription;
  return AttributeName ? { timeToLive: AttributeName } : {};
}

async function policyOf(ResourceArn: string): Promise<{ ResourcePolicy?: string }> {
  const { Policy } = await call("GetResourcePolicy", { ResourceArn }, { quiet: true }).catch((error) => {
    if (error instanceof CallError && error.type === "PolicyNotFoundException") return {};
    throw error;
  });
  return Policy ? { ResourcePolicy: Policy } : {};
}

async function recoveryOf(TableName: string): Promise<{ recovery?: number }> {
  const { ContinuousBackupsDescription } = await call("DescribeContinuousBackups", { TableName }, { quiet: true });
  const { PointInTimeRecoveryStatus, RecoveryPeriodInDays } = ContinuousBackupsDescription.PointInTimeRecoveryDescription;
  return PointInTimeRecoveryStatus === "ENABLED" ? { recovery: RecoveryPeriodInDays } : {};
}

/** A name that no table has: what is there already stays as it is. */
async function freeName(name: string): Promise<string> {
  const isTaken = (TableName: string) => call("DescribeTable", { TableName }, { quiet: true }).then(() => true, () => false);
  let free = name;
  for (let copy = 1; await isTaken(free); copy += 1) free = `${name.slice(0, 240)}-shared${copy > 1 ? copy : ""}`;
  return free;
}

async function make({ definition, items, timeToLive, recovery }: SharedTable): Promise<void> {
  const { TableName: name, ResourcePolicy: policy } = definition as { TableName: string; ResourcePolicy?: string };
  const TableName = await freeName(name);
  // A policy names its table.
  const ResourcePolicy = policy?.replaceAll(`:table/${name}`, `:table/${TableName}`);
  await call("CreateTable", { ...definition, TableName, ...(ResourcePolicy && { ResourcePolicy }) }, { quiet: true });
  await untilActive(TableName);
  if (timeToLive) await call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive } }, { quiet: true });
  if (recovery) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: recovery };
    await call("UpdateContinuousBackups", { TableName, PointInTimeRecoverySpecification }, { quiet: true });
  }
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
    const { tables: shared, region: place } = await unpack(text);
    if (place) region.value = place;
    for (const table of shared) await make(table);
    notify(`${shared.length} shared ${shared.length === 1 ? "table" : "tables"}`);
  } catch (error) {
    notify(`The link cannot be opened: ${(error as Error).message}`, "failed");
  }
}
