import { signal } from "@preact/signals";
import type { Snapshot } from "dynatab";

import { controls, changed, now } from "./session.ts";

export interface Kept {
  name: string;
  at: number;
  snapshot: Snapshot;
}

/** Worlds to go back to. */
export const snapshots = signal<Kept[]>([]);

export function keep(name: string): void {
  const snapshot = controls()?.snapshot();
  if (snapshot) snapshots.value = [{ name, at: now(), snapshot }, ...snapshots.value];
}

export function goBack({ snapshot }: Kept): void {
  controls()?.restore(snapshot);
  changed();
}

export function drop(kept: Kept): void {
  snapshots.value = snapshots.value.filter((other) => other !== kept);
}
