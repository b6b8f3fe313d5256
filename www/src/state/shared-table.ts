import type { SharedTable } from "../model/share.ts";
import { definitionOf, type Table } from "../model/table.ts";
import { untilActive } from "./active.ts";
import { allItems } from "./all-items.ts";
import { call, CallError } from "./call.ts";
import { region } from "./session.ts";
import { writeItems } from "./write-items.ts";

/** A table with its settings and items, to be made again elsewhere. */
export async function takeTable(table: Table): Promise<SharedTable> {
  const { TableName, TableArn } = table;
  const definition = { ...definitionOf(table), ...(await tagsOf(TableArn)), ...(await policyOf(TableArn)) };
  return { definition, items: await allItems(TableName), ...(await expiryOf(TableName)), ...(await recoveryOf(TableName)) };
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

/** A policy names its table, which is another one now and perhaps elsewhere. */
function renamed(policy: string, from: string, to: string): string {
  const arn = new RegExp(`(:dynamodb:)[a-z0-9-]+(:\\d+:table/)${from.replaceAll(".", "\\.")}(?![\\w.-])`, "g");
  return policy.replace(arn, (_, service: string, account: string) => `${service}${region.value}${account}${to}`);
}

/**
 * Makes a table that was taken elsewhere, under a name of its own if its own is taken.
 *
 * @returns its name
 */
export async function makeTable({ definition, items, timeToLive, recovery }: SharedTable): Promise<string> {
  const { TableName: name, ResourcePolicy: policy } = definition as { TableName: string; ResourcePolicy?: string };
  const TableName = await freeName(name);
  const ResourcePolicy = policy && renamed(policy, name, TableName);
  await call("CreateTable", { ...definition, TableName, ...(ResourcePolicy && { ResourcePolicy }) }, { quiet: true });
  await untilActive(TableName);
  if (timeToLive) await call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive } }, { quiet: true });
  if (recovery) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: recovery };
    await call("UpdateContinuousBackups", { TableName, PointInTimeRecoverySpecification }, { quiet: true });
  }
  await writeItems(TableName, items);
  return TableName;
}
