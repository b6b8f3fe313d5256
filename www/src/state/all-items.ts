import type { Item } from "../model/attribute.ts";
import { call } from "./call.ts";

/** All items of a table. */
export async function allItems(TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await call("Scan", { TableName, ConsistentRead: true, ...(ExclusiveStartKey && { ExclusiveStartKey }) }, { quiet: true });
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}
