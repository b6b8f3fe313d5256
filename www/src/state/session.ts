import { signal } from "@preact/signals";

import type { Backend, Controls } from "../backend/backend.ts";

/** What requests go to, once it is there; or why it is not. */
export const backend = signal<Backend | undefined>(undefined);
export const failure = signal<string | undefined>(undefined);

/** The region that requests go to. */
export const region = signal("us-east-1");

/** Counts what may have changed anything, so that views know when to look again. */
export const changes = signal(0);

/** How soon after a look there may be another, in milliseconds. */
const BREATH = 150;

let announced = false;
let looked = -BREATH;

/** A change is looked at at once; many in a row, those of an import for example, a few times a second. */
export function changed(): void {
  if (announced) return;
  announced = true;
  setTimeout(() => {
    announced = false;
    looked = performance.now();
    changes.value += 1;
  }, Math.max(0, looked + BREATH - performance.now()));
}

/** For how long what others write is gathered before it is looked at, in milliseconds: it may come thousands of times a second. */
const PAUSE = 200;

let noted = 0;
let gathering = false;

/** Something may have changed that was not done here; or it was, and has been looked at since. */
export function changedElsewhere(): void {
  noted = changes.peek();
  if (gathering) return;
  gathering = true;
  setTimeout(() => {
    gathering = false;
    if (noted === changes.peek()) changed();
  }, PAUSE);
}

export function controls(): Controls | undefined {
  return backend.value?.controls;
}

/** The time of the emulator in milliseconds, or of this machine where only a server knows better. */
export function now(): number {
  return controls()?.clock.now() ?? Date.now();
}
