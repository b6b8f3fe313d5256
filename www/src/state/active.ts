import type { Table } from "../model/table.ts";
import { call } from "./call.ts";

const MOST_LOOKS = 300;

/** Waits until a table is there to be written; a server may let that take its time. */
export async function untilActive(TableName: string): Promise<Table> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const { Table } = await call<{ Table: Table }>("DescribeTable", { TableName }, { quiet: true });
    if (Table.TableStatus === "ACTIVE") return Table;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${TableName} is not active yet: the emulator's clock may stand still`);
}
