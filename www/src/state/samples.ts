import type { Sample } from "../samples/index.ts";
import { untilActive } from "./active.ts";
import { call } from "./call.ts";
import { tableNamed } from "./tables.ts";
import { writeItems } from "./write-items.ts";

/** Makes the tables of a sample and puts its items; a table that is there already gets the items. */
export async function loadSample(sample: Sample): Promise<{ table: string; items: number }> {
  const tables = await sample.tables();
  for (const { definition, items, timeToLive } of tables) {
    const { TableName } = definition;
    if (!tableNamed(TableName)) await call("CreateTable", definition);
    await untilActive(TableName);
    if (timeToLive) await call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive } }, { quiet: true }).catch(() => {});
    await writeItems(TableName, items);
  }
  return { table: tables[0]?.definition.TableName ?? "", items: tables.reduce((sum, { items }) => sum + items.length, 0) };
}
