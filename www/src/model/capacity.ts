import prices from "../../../npm/src/report/prices.json";

/** What a request consumed of one table, as DynamoDB tells it. */
export interface ConsumedCapacity {
  /** An input without a table has none. */
  TableName?: string;
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
  Table?: Units;
  GlobalSecondaryIndexes?: Record<string, Units>;
  LocalSecondaryIndexes?: Record<string, Units>;
  VectorIndexes?: Record<string, { VectorWriteRequestBytes?: number }>;
  VectorSearchRequestBytes?: number;
}

interface Units {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

const READS = new Set(["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems", "SearchVectors"]);
const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);
const STATEMENTS = new Set(["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"]);

/** Whether the operation tells what it consumed when it is asked. */
export function tellsCapacity(operation: string): boolean {
  return READS.has(operation) || WRITES.has(operation) || STATEMENTS.has(operation);
}

/** Whether the operation changes items. A statement may. */
export function mayWrite(operation: string): boolean {
  return WRITES.has(operation) || STATEMENTS.has(operation);
}

/** What the answer says; a search of vectors does not say again of which table. */
export function consumedOf(output: any, input?: any): ConsumedCapacity[] {
  return [output?.ConsumedCapacity ?? []].flat().map((one) => ({ TableName: input?.TableName, ...one }));
}

/** The bytes of vectors that were searched and written: they are counted beside units. */
export function vectorBytes(list: ConsumedCapacity[]): number {
  const written = list.flatMap(({ VectorIndexes = {} }) => Object.values(VectorIndexes).map(({ VectorWriteRequestBytes = 0 }) => VectorWriteRequestBytes));
  return [...written, ...list.map(({ VectorSearchRequestBytes = 0 }) => VectorSearchRequestBytes)].reduce((sum, bytes) => sum + bytes, 0);
}

export interface Consumption {
  read: number;
  write: number;
}

/** The units of a request by what they were consumed for: reads or writes. */
export function sum(operation: string, text: string | undefined, list: ConsumedCapacity[]): Consumption {
  const total = { read: 0, write: 0 };
  for (const { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits } of list) {
    if (ReadCapacityUnits !== undefined || WriteCapacityUnits !== undefined) {
      total.read += ReadCapacityUnits ?? 0;
      total.write += WriteCapacityUnits ?? 0;
    } else if (WRITES.has(operation) || (STATEMENTS.has(operation) && !/^\s*select/i.test(text ?? ""))) total.write += CapacityUnits;
    else total.read += CapacityUnits;
  }
  return total;
}

const { readMillion, writeMillion, gigabyteMonth } = prices.regions["us-east-1"].STANDARD;

/** On demand in us-east-1, in dollars; the standard table class. AWS's price list is what counts. */
export const PRICES = { readsPerMillion: Number(readMillion), writesPerMillion: Number(writeMillion), storagePerGigabyte: Number(gigabyteMonth) };

export function dollars({ read, write }: Consumption): number {
  return (read * PRICES.readsPerMillion + write * PRICES.writesPerMillion) / 1e6;
}

export function showDollars(amount: number): string {
  if (amount === 0) return "$0";
  if (amount < 0.0001) return "under $0.0001";
  return amount < 0.01 ? `$${amount.toPrecision(2)}` : `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
