import { signal } from "@preact/signals";

import type { Item } from "../model/attribute.ts";
import { consumedOf, sum } from "../model/capacity.ts";
import { emptySearch, inputOf, type Search } from "../model/search.ts";
import type { Table } from "../model/table.ts";
import { call } from "./call.ts";

/** How many items are shown before somebody asks for more. */
const PAGE = 100;

export interface Found {
  items: Item[];
  /** How many items were looked at, in how many requests. */
  scanned: number;
  requests: number;
  read: number;
  /** Where it goes on. */
  from: Item | undefined;
}

const NOTHING: Found = { items: [], scanned: 0, requests: 0, read: 0, from: undefined };

/** The items of a table that somebody looks for. */
export class Browse {
  search = signal<Search>(emptySearch());
  found = signal<Found | undefined>(undefined);
  busy = signal(false);
  refusal = signal<string | undefined>(undefined);
  #asked: { how: "Scan" | "Query"; input: Record<string, unknown> } | undefined;
  #turn = 0;

  /** Asks for what the form says, from the beginning. */
  async run(table: Table): Promise<void> {
    this.#asked = { how: this.search.value.how, input: inputOf(table, this.search.value) };
    await this.#read(NOTHING, PAGE, false);
  }

  /** Goes on where it ended. */
  async more(): Promise<void> {
    const { value } = this.found;
    if (value?.from) await this.#read(value, value.items.length + PAGE, false);
  }

  /** Looks again at what is shown. */
  async refresh(): Promise<void> {
    if (this.#asked && !this.busy.value) await this.#read(NOTHING, Math.max(PAGE, this.found.value?.items.length ?? 0), true);
  }

  /** Ends what goes on through empty pages. */
  stop(): void {
    this.#turn += 1;
    this.busy.value = false;
  }

  /** Reads page after page, empty ones too, until `wanted` items are found or there is nothing more. */
  async #read(start: Found, wanted: number, quiet: boolean): Promise<void> {
    const { how, input } = this.#asked as { how: "Scan" | "Query"; input: Record<string, unknown> };
    const turn = ++this.#turn;
    this.refusal.value = undefined;
    this.busy.value = !quiet;
    let found = start;
    try {
      do {
        // Before a filter, a limit would only make more requests.
        const Limit = input["FilterExpression"] ? undefined : wanted - found.items.length;
        const page = await call(how, { ...input, ...(Limit && { Limit }), ...(found.from && { ExclusiveStartKey: found.from }) }, { quiet });
        if (turn !== this.#turn) return;
        found = {
          items: [...found.items, ...page.Items],
          scanned: found.scanned + page.ScannedCount,
          requests: found.requests + 1,
          read: found.read + sum(how, undefined, consumedOf(page)).read,
          from: page.LastEvaluatedKey,
        };
        if (!quiet) this.found.value = found;
      } while (found.from && found.items.length < wanted);
      this.found.value = found;
    } catch (error) {
      if (turn === this.#turn) this.refusal.value = (error as Error).message;
    } finally {
      if (turn === this.#turn) this.busy.value = false;
    }
  }
}
