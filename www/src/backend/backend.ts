import type { Clock, Emulator, Faults, Snapshot } from "dynatab";

/** The response to one request, as it came. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  milliseconds: number;
}

/** What only an emulator in this page offers. Where another tab leads it, some of it takes a moment, and some can be had in that tab alone. */
export interface Controls {
  clock: Clock;
  faults: Faults;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  reset(): void | Promise<void>;
  expireItems(): number | Promise<number>;
  /** Everything as bytes, and back; see `Emulator.dump`. */
  dump(): Uint8Array | Promise<Uint8Array>;
  load(state: Uint8Array): void | Promise<void>;
  /** The same world once more, to try something in. */
  fork(): Emulator;
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
