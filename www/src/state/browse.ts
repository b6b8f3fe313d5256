import { signal } from "@preact/signals";

import type { Item } from "../model/attribute.ts";
import { consumedOf, sum, vectorBytes } from "../model/capacity.ts";
import { emptyComparison, emptySearch, inputOf, type Search } from "../model/search.ts";
import { askedBy, keyType, vectorIndexNamed, type DISTANCES, type Table } from "../model/table.ts";
import { showVector } from "../model/vector.ts";
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
  /** How near each item is, where vectors were searched. */
  near?: { scores: number[]; distance: keyof typeof DISTANCES; bytes: number };
}

const NOTHING: Found = { items: [], scanned: 0, requests: 0, read: 0, from: undefined };

/** What was wrong with what was asked, whether it was the vector, and whether nobody asked but the page itself. */
export interface Refusal {
  text: string;
  of?: "vector";
  quiet?: boolean;
}

type Input = Record<string, unknown>;

/** The items of a table that somebody looks for. */
export class Browse {
  search = signal<Search>(emptySearch());
  found = signal<Found | undefined>(undefined);
  busy = signal(false);
  refusal = signal<Refusal | undefined>(undefined);
  #asked: { how: Search["how"]; input: Input; distance?: keyof typeof DISTANCES } | undefined;
  #turn = 0;
  #refreshing = false;
  #stale = false;

  /** Changes what the form says. */
  set(change: Partial<Search>): void {
    this.search.value = { ...this.search.value, ...change };
  }

  /** The form asks in another way or elsewhere: its fields for attributes are empty. */
  begin(table: Table, how: Search["how"], index: string | undefined): void {
    const vector = how === "SearchVectors" ? (vectorIndexNamed(table, index) ?? table.VectorIndexes?.[0]) : undefined;
    const place = vector?.IndexName ?? (vectorIndexNamed(table, index) ? undefined : index || undefined);
    const { needed, possible } = askedBy(table, place);
    const sort = possible.map((name) => ({ ...emptyComparison(), name, type: keyType(table, name) }));
    const { index: _, ...same } = this.search.value;
    this.search.value = { ...same, how, ...(place && { index: place }), partition: needed.map(() => ""), sort };
  }

  /** Asks for what the form says, from the beginning. */
  async run(table: Table): Promise<void> {
    const { how, index } = this.search.value;
    const distance = vectorIndexNamed(table, index)?.DistanceFunction;
    try {
      this.#asked = { how, input: inputOf(table, this.search.value), ...(distance && { distance }) };
    } catch (error) {
      this.refusal.value = { text: (error as Error).message, of: "vector" };
      return;
    }
    await this.#read(NOTHING, PAGE, false);
  }

  /** Puts an item's vector into the form, and what else the index has to be asked by. */
  async take(table: Table, key: Item): Promise<void> {
    const index = vectorIndexNamed(table, this.search.value.index);
    if (!index) return;
    const { Item = {} } = await call<{ Item?: Item }>("GetItem", { TableName: table.TableName, Key: key, ConsistentRead: true }, { quiet: true });
    const { AttributeName } = index.VectorAttribute;
    const vector = showVector(Item[AttributeName]);
    this.refusal.value = vector === undefined ? { text: `this item has no vector in ${AttributeName}`, of: "vector" } : undefined;
    const partition = askedBy(table, index.IndexName).needed.map((name) => String(Object.values(Item[name] ?? { S: "" })[0]));
    this.set({ vector: vector ?? "", partition });
  }

  /** Whether what was found is what an index has of items, which may be less than all. */
  get isOfIndex(): boolean {
    return this.#asked?.input["IndexName"] !== undefined;
  }

  /** Goes on where it ended. */
  async more(): Promise<void> {
    const { value } = this.found;
    if (value?.from) await this.#read(value, value.items.length + PAGE, false);
  }

  /** Looks again at what is shown; once more after that, if it is told so meanwhile. */
  async refresh(): Promise<void> {
    this.#stale = this.found.value !== undefined;
    if (this.busy.value || this.#refreshing) return;
    this.#refreshing = true;
    while (this.#stale) {
      this.#stale = false;
      await this.#read(NOTHING, Math.max(PAGE, this.found.value?.items.length ?? 0), true);
    }
    this.#refreshing = false;
  }

  /** Ends what goes on through empty pages. */
  stop(): void {
    this.#turn += 1;
    this.busy.value = false;
  }

  /** Reads page after page, empty ones too, until `wanted` items are found or there is nothing more. */
  async #read(start: Found, wanted: number, quiet: boolean): Promise<void> {
    const turn = ++this.#turn;
    // What somebody was refused is said until something else is asked.
    if (!quiet || this.refusal.value?.quiet) this.refusal.value = undefined;
    this.busy.value = !quiet;
    let found = start;
    try {
      do {
        found = await this.#page(found, wanted, quiet);
        if (turn !== this.#turn) return;
        if (!quiet) this.found.value = found;
      } while (found.from && found.items.length < wanted);
      this.found.value = found;
    } catch (error) {
      if (turn === this.#turn) this.refusal.value = { ...refusalOf(error as Error), quiet };
    } finally {
      if (turn === this.#turn) this.busy.value = false;
      if (!quiet && this.#stale) void this.refresh();
    }
  }

  /** What was found, and one page more. */
  async #page(found: Found, wanted: number, quiet: boolean): Promise<Found> {
    const { how, input, distance } = this.#asked as { how: Search["how"]; input: Input; distance?: keyof typeof DISTANCES };
    if (how === "SearchVectors") return nearest(await call(how, input, { quiet }), distance ?? "COSINE");
    // Before a filter, a limit would only make more requests.
    const Limit = input["FilterExpression"] ? undefined : wanted - found.items.length;
    const page = await call(how, { ...input, ...(Limit && { Limit }), ...(found.from && { ExclusiveStartKey: found.from }) }, { quiet });
    return {
      items: [...found.items, ...page.Items],
      scanned: found.scanned + page.ScannedCount,
      requests: found.requests + 1,
      read: found.read + sum(how, undefined, consumedOf(page)).read,
      from: page.LastEvaluatedKey,
    };
  }
}

/** All that a search of vectors gives, at once. */
function nearest(output: { SearchResults: { Item: Item; Score: number }[] }, distance: keyof typeof DISTANCES): Found {
  const { SearchResults } = output;
  const scores = SearchResults.map(({ Score }) => Score);
  return { ...NOTHING, items: SearchResults.map(({ Item }) => Item), scanned: SearchResults.length, requests: 1, near: { scores, distance, bytes: vectorBytes(consumedOf(output)) } };
}

function refusalOf({ message }: Error): Refusal {
  return /search vector/i.test(message) ? { text: message, of: "vector" } : { text: message };
}
