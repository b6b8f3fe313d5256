import type { Item } from "../model/attribute.ts";
import { call } from "./call.ts";

const BATCH = 25;
const MOST_TRIES = 8;

/**
 * Puts items, 25 at a time; what is left unprocessed is tried again.
 *
 * @throws {CallError} and what came before it is written
 */
export async function writeItems(tableName: string, items: Item[], progress: (written: number) => void = () => {}): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    await writeBatch({ [tableName]: items.slice(at, at + BATCH).map((Item) => ({ PutRequest: { Item } })) });
    progress(Math.min(at + BATCH, items.length));
  }
}

async function writeBatch(RequestItems: Record<string, object[]>): Promise<void> {
  let left = RequestItems;
  for (let tries = 0; Object.keys(left).length > 0; tries += 1) {
    if (tries === MOST_TRIES) throw new Error(`items are left unprocessed after ${MOST_TRIES} tries`);
    const { UnprocessedItems = {} } = await call("BatchWriteItem", { RequestItems: left });
    left = UnprocessedItems;
  }
}
