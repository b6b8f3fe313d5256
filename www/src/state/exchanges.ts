import { computed, signal } from "@preact/signals";

import type { ConsumedCapacity } from "../model/capacity.ts";

/** A request and its response. */
export interface Exchange {
  id: number;
  /** The emulator's time. */
  at: number;
  operation: string;
  region: string;
  input: any;
  output: any;
  /** Undefined: the connection was lost. */
  status: number | undefined;
  headers: Record<string, string>;
  requestText: string;
  responseText: string;
  milliseconds: number;
  consumed: ConsumedCapacity[];
  error: string | undefined;
  /** Whether the playground asked by itself, to show something. */
  quiet: boolean;
}

/** How many are kept of what somebody did, and of what the playground asked by itself, which is more. */
const MOST = 500;
const MOST_QUIET = 100;

/** All that was asked and answered, the latest first. */
export const exchanges = signal<Exchange[]>([]);

/** What somebody did last. */
export const latest = computed(() => exchanges.value.find(({ quiet }) => !quiet));

let count = 0;

export function record(exchange: Omit<Exchange, "id">): void {
  count += 1;
  const left = { quiet: MOST_QUIET, loud: MOST };
  exchanges.value = [{ ...exchange, id: count }, ...exchanges.value].filter(({ quiet }) => (left[quiet ? "quiet" : "loud"] -= 1) >= 0);
}

export function forget(): void {
  exchanges.value = [];
}
