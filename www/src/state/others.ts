import { effect } from "@preact/signals";

import { listenToOthers } from "./channel.ts";
import { backend, changedElsewhere, controls, region } from "./session.ts";
import { tables } from "./tables.ts";

/** What ends the telling of changes, by table. */
const followed = new Map<string, () => void>();

/**
 * From now on what others do is seen as it happens: changes of items through the emulator, whoever makes them (other windows, the time to live, replicas), and
 * what is done to tables through the windows that do it. Of items of a server only other windows tell.
 */
export function followOthers(): void {
  listenToOthers(changedElsewhere);
  // Nothing says what of that which was followed is still there.
  controls()?.onReplace(forgetAll);
  effect(followItems);
}

function followItems(): void {
  const found = controls();
  if (!backend.value || !found) return;
  const wanted = new Map((tables.value ?? []).map(({ TableName, TableId }) => [`${region.value} ${TableId} ${TableName}`, TableName]));
  for (const [id, stop] of followed) if (!wanted.has(id)) forget(id, stop);
  for (const [id, name] of wanted) if (!followed.has(id)) followed.set(id, found.onChange({ tableName: name, region: region.value }, changedElsewhere));
}

function forgetAll(): void {
  for (const [id, stop] of followed) forget(id, stop);
}

function forget(id: string, stop: () => void): void {
  stop();
  followed.delete(id);
}
