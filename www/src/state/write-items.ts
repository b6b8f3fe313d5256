import type { Item } from "../model/attribute.ts";
import { call, CallError } from "./call.ts";

const BATCH = 25;
const MOST_TRIES = 8;

/**
 * Puts items, 25 at a time; what is left unprocessed is tried again. Of several with one key the last one stays.
 *
 * @throws {CallError} which says for which item; and what came before it is written
 */
export async function writeItems(tableName: string, items: Item[], progress: (written: number) => void = () => {}): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    const some = items.slice(at, at + BATCH);
    await writeBatch({ [tableName]: some.map((Item) => ({ PutRequest: { Item } })) }).catch((error) => {
      // It is refused as a whole and does not say for which item, and so are two of one key.
      if (error instanceof CallError && error.type === "ValidationException") return writeSingly(tableName, some, at);
      throw error;
    });
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

async function writeSingly(TableName: string, items: Item[], before: number): Promise<void> {
  for (const [at, Item] of items.entries()) {
    await call("PutItem", { TableName, Item }).catch((error) => {
      if (!(error instanceof CallError)) throw error;
      throw new CallError(error.type, `item ${before + at + 1}: ${error.message}`, error.output);
    });
  }
}
