import { signal } from "@preact/signals";

import type { Backend, Controls } from "../backend/backend.ts";

/** What requests go to, once it is there; or why it is not. */
export const backend = signal<Backend | undefined>(undefined);
export const failure = signal<string | undefined>(undefined);

/** The region that requests go to. */
export const region = signal("us-east-1");

/** Counts what may have changed anything, so that views know when to look again. */
export const changes = signal(0);

let announced = false;

/** Many changes in a row, those of an import for example, are looked at once. */
export function changed(): void {
  if (announced) return;
  announced = true;
  setTimeout(() => {
    announced = false;
    changes.value += 1;
  });
}

export function controls(): Controls | undefined {
  return backend.value?.controls;
}

/** The time of the emulator in milliseconds, or of this machine where only a server knows better. */
export function now(): number {
  return controls()?.clock.now() ?? Date.now();
}
