import type { Controls } from "../../backend/backend.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changed } from "../../state/session.ts";
import { drop, goBack, keep, snapshots } from "../../state/snapshots.ts";
import { Button } from "../../widgets/button.tsx";

/** Everything as it is, to go back to at once. */
export function SnapshotsPanel({ controls }: { controls: Controls }) {
  const clear = () =>
    attempt(() => {
      keep("Before everything was cleared");
      controls.reset();
      changed();
      notify("Everything is empty; a snapshot of before was kept");
    });
  return (
    <section class="panel" aria-labelledby="snapshots">
      <h2 id="snapshots">Snapshots</h2>
      <div class="line">
        <Button onClick={() => attempt(() => keep(`Snapshot ${snapshots.value.length + 1}`))}>Take a snapshot</Button>
        <Button kind="danger" icon="trash" onClick={clear}>
          Clear everything
        </Button>
      </div>
      <ul class="cards" role="list">
        {snapshots.value.map((kept) => (
          <li key={kept.at + kept.name}>
            <b>{kept.name}</b>
            <span class="hint">{new Date(kept.at).toLocaleString()}</span>
            <Button kind="quiet" onClick={() => attempt(() => (goBack(kept), notify(`Everything is as it was: ${kept.name}`)))}>
              Go back
            </Button>
            <Button kind="quiet" icon="trash" label={`Drop ${kept.name}`} onClick={() => drop(kept)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
