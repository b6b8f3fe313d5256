import { useState } from "preact/hooks";

import { SAMPLES } from "../samples/index.ts";
import { loadSample } from "../state/samples.ts";
import { attempt, notify } from "../state/notices.ts";
import { go } from "../state/route.ts";
import { backend } from "../state/session.ts";
import { tables } from "../state/tables.ts";
import { Button } from "../widgets/button.tsx";
import { CreateTable } from "./create-table/lazy.tsx";
import { TableList } from "./table-list.tsx";

export function StartPage() {
  const [creating, setCreating] = useState(false);
  const [busy, setBusy] = useState<string | undefined>(undefined);
  const load = async (name: string) => {
    setBusy(name);
    const sample = SAMPLES.find((one) => one.name === name);
    const made = sample && (await attempt(() => loadSample(sample)));
    setBusy(undefined);
    if (!made) return;
    notify(`${sample.name}: ${made.items} items`);
    go({ page: "table", name: made.table, tab: "items" });
  };
  const some = (tables.value?.length ?? 0) > 0;
  return (
    <div class="start">
      <section class="lead">
        <h1>{some ? "Tables" : backend.value?.kind === "server" ? "Amazon DynamoDB on this machine" : "Amazon DynamoDB in a tab"}</h1>
        {!some && backend.value?.kind !== "server" && <p>An emulator of the whole service runs in this page. Nothing is installed, nothing leaves the page, and nothing can break.</p>}
        {some && <TableList />}
        <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
          Create table
        </Button>
      </section>
      <section>
        <h2>{some ? "More to look at" : "Or begin with something"}</h2>
        <ul class="samples" role="list">
          {SAMPLES.map(({ name, about, shows }) => (
            <li key={name}>
              <button type="button" class="sample" disabled={busy !== undefined} onClick={() => load(name)}>
                <b>{name}</b>
                <span>{about}</span>
                <small>{busy === name ? "loading…" : shows}</small>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {creating && <CreateTable onClose={() => setCreating(false)} />}
    </div>
  );
}
