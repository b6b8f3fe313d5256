import type { Clock, Emulator, Faults, Snapshot } from "dynatab";

/** The response to one request, as it came. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  milliseconds: number;
}

/** What only an emulator in this page offers. Where another tab has the tables, it takes a moment. */
export interface Controls {
  clock: Clock;
  faults: Faults;
  snapshot(): Snapshot | Promise<Snapshot>;
  restore(snapshot: Snapshot): void | Promise<void>;
  reset(): void | Promise<void>;
  expireItems(): number | Promise<number>;
  /** Everything as bytes, and back; see `Emulator.dump`. */
  dump(): Uint8Array | Promise<Uint8Array>;
  load(state: Uint8Array): void | Promise<void>;
  /** The same world once more, to try something in. */
  fork(): Emulator | Promise<Emulator>;
  /** Calls `listener` with each change of the items of a table, whoever makes it, until the function that is returned is called. */
  onChange(table: { tableName: string; region: string }, listener: () => void): () => void;
  /** Calls `listener` when another tab has put something else in the place of everything, or taken over. */
  onReplace(listener: () => void): void;
}

/** Where requests go: an emulator in this page, or the server that this page came from. */
export interface Backend {
  kind: "page" | "server";
  /** Whether tables are there after a reload. */
  kept: boolean;
  /** The region of those who choose none. */
  region: string;
  controls?: Controls;
  send(headers: Record<string, string>, body: string): Promise<Answer>;
}
