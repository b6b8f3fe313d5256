import { handle } from "../backend/handle.ts";
import { headersFor } from "../backend/request.ts";
import type { Item } from "../model/attribute.ts";
import { controls, region } from "./session.ts";

/** More items than this are not looked at in the past, nor compared with the present. */
export const MOST_COMPARED = 2000;

/** The name of the table in the world that is made to look and thrown away. */
const LOOKED_AT = "dynatab-looked-at";

/**
 * A table's items as they were at a second of the past. The recovery happens in a fork of the emulator, so that nothing is left of it.
 *
 * @param second since 1970
 */
export async function lookBack(SourceTableName: string, second: number): Promise<Item[]> {
  const fork = await controls()?.fork();
  if (!fork) return [];
  const ask = async (operation: string, input: object) => {
    const { status, text } = await handle(fork, headersFor(operation, region.value), JSON.stringify(input));
    const output = JSON.parse(text);
    if (status !== 200) throw new Error(output.message);
    return output;
  };
  try {
    await ask("RestoreTableToPointInTime", { SourceTableName, TargetTableName: LOOKED_AT, RestoreDateTime: second });
    const items: Item[] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await ask("Scan", { TableName: LOOKED_AT, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
      items.push(...page.Items);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && items.length < MOST_COMPARED);
    return items;
  } finally {
    await fork.close();
  }
}
