import type { Exchange } from "../state/exchanges.ts";
import { sum, vectorBytes, type Consumption } from "./capacity.ts";

/** Requests of one kind: an operation on a table or one of its indexes. */
export interface Pattern extends Consumption {
  name: string;
  requests: number;
  /** Bytes of vectors that were searched or written. */
  bytes: number;
}

/** What a table was asked, by kind of request. */
export function patternsOf(tableName: string, exchanges: Exchange[]): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const { operation, input, consumed, quiet } of exchanges) {
    if (quiet) continue;
    const own = consumed.filter(({ TableName }) => TableName === tableName);
    if (own.length === 0) continue;
    const name = input?.IndexName ? `${operation} of ${input.IndexName}` : operation;
    const { read, write } = sum(operation, input?.Statement, own);
    const before = patterns.get(name) ?? { name, requests: 0, read: 0, write: 0, bytes: 0 };
    patterns.set(name, { name, requests: before.requests + 1, read: before.read + read, write: before.write + write, bytes: before.bytes + vectorBytes(own) });
  }
  return [...patterns.values()].sort((a, b) => b.read + b.write - a.read - a.write);
}
