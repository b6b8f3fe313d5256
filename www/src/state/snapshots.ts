import { signal } from "@preact/signals";
import type { Snapshot } from "dynatab";

import { controls, changed, now } from "./session.ts";

export interface Kept {
  name: string;
  at: number;
  snapshot: Snapshot;
  /** How far the clock is from real time, or that it stands still. */
  clock: number | "frozen";
}

/** Worlds to go back to. */
export const snapshots = signal<Kept[]>([]);

export async function keep(name: string): Promise<void> {
  const found = controls();
  if (!found) return;
  const clock = found.clock.frozen ? "frozen" : found.clock.now() - Date.now();
  const kept: Kept = { name, at: now(), snapshot: await found.snapshot(), clock };
  snapshots.value = [kept, ...snapshots.value];
}

/** Back to what there was, by the clock of then: by a later one items would expire at once. */
export async function goBack({ snapshot, clock, at }: Kept): Promise<void> {
  const found = controls();
  if (!found) return;
  if (clock === "frozen") found.clock.freeze(at);
  else {
    found.clock.follow();
    if (Math.abs(clock) > 1000) found.clock.set(Date.now() + clock);
  }
  await found.restore(snapshot);
  changed();
}

export function drop(kept: Kept): void {
  snapshots.value = snapshots.value.filter((other) => other !== kept);
}
