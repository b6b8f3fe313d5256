import type { Controls } from "../../backend/backend.ts";
import { download } from "../../state/download.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changed } from "../../state/session.ts";
import { drop, goBack, keep, snapshots } from "../../state/snapshots.ts";
import { Button } from "../../widgets/button.tsx";
import { Field } from "../../widgets/field.tsx";

/** Everything as it is, to go back to at once. */
export function SnapshotsPanel({ controls }: { controls: Controls }) {
  const clear = () =>
    attempt(async () => {
      await keep("Before everything was cleared");
      await controls.reset();
      changed();
      notify("Everything is empty; a snapshot of before was kept");
    });
  const save = () => attempt(async () => download("playground.dynatab", (await controls.dump()) as Uint8Array<ArrayBuffer>));
  const load = (file: File | undefined) =>
    attempt(async () => {
      if (!file) return;
      const state = new Uint8Array(await file.arrayBuffer());
      await keep("Before a file was loaded");
      await controls.load(state);
      changed();
      notify(`Everything is as it was in ${file.name}`);
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
      <div class="line">
        <Button icon="download" onClick={save}>
          Save everything to a file
        </Button>
        <Field label="Or load such a file">
          <input type="file" accept=".dynatab" onChange={(event) => load(event.currentTarget.files?.[0])} />
        </Field>
      </div>
      <ul class="cards" role="list">
        {snapshots.value.map((kept) => (
          <li key={kept.at + kept.name}>
            <b>{kept.name}</b>
            <span class="hint">{new Date(kept.at).toLocaleString()}</span>
            <span class="acts">
              <Button kind="quiet" onClick={() => attempt(async () => (await goBack(kept), notify(`Everything is as it was: ${kept.name}`)))}>
                Go back
              </Button>
              <Button kind="quiet" icon="trash" label={`Drop ${kept.name}`} onClick={() => drop(kept)} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
