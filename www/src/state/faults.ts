import { signal } from "@preact/signals";
import type { Fault, FaultOptions } from "dynatab";

import { controls } from "./session.ts";

export interface Shown {
  options: FaultOptions;
  fault: Fault;
}

/** What goes wrong on purpose. */
export const faults = signal<Shown[]>([]);

/** @throws {TypeError} for a fault that makes no sense */
export function addFault(options: FaultOptions): void {
  const fault = controls()?.faults.add(options);
  if (fault) faults.value = [...faults.value, { options, fault }];
}

export function removeFault(shown: Shown): void {
  shown.fault.remove();
  faults.value = faults.value.filter((other) => other !== shown);
}
