import type { Item } from "../model/attribute.ts";

/** A table with items to begin with. */
export interface SampleTable {
  definition: { TableName: string } & Record<string, unknown>;
  items: Item[];
  timeToLive?: string;
}

export interface Sample {
  name: string;
  about: string;
  /** What there is to see in it. */
  shows: string;
  /** Fetches its tables. */
  tables: () => Promise<SampleTable[]>;
}

/** Text, number, list of texts: short ways to write attributes. */
export const s = (value: string) => ({ S: value });
export const n = (value: number | string) => ({ N: String(value) });
export const ss = (...values: string[]) => ({ SS: values });

/** Chance that repeats: mulberry32, in the numbers from 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list. */
export function pick<Value>(random: () => number, list: readonly Value[]): Value {
  return list[Math.floor(random() * list.length)] as Value;
}
