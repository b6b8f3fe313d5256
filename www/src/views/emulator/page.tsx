import { backend, controls } from "../../state/session.ts";
import { ClockPanel } from "./clock.tsx";
import { FaultsPanel } from "./faults.tsx";
import { KeysPanel } from "./keys.tsx";
import { SnapshotsPanel } from "./snapshots.tsx";

/** What only an emulator lets one do: move time, let things go wrong, go back. */
export function EmulatorPage() {
  const found = controls();
  return (
    <article class="emulator">
      <h1>Emulator</h1>
      {found ? (
        <>
          <ClockPanel controls={found} />
          <FaultsPanel controls={found} />
          <SnapshotsPanel controls={found} />
        </>
      ) : (
        <p>
          This page looks into the server at <code>{location.host}</code> ({backend.value?.region}). Its clock, faults and snapshots belong to the program that started it.
        </p>
      )}
      <KeysPanel />
    </article>
  );
}
