import { useState } from "preact/hooks";

import { REGIONS } from "../../../model/regions.ts";
import type { Table } from "../../../model/table.ts";
import { region } from "../../../state/session.ts";
import { Button } from "../../../widgets/button.tsx";
import { Select } from "../../../widgets/field.tsx";
import { Status } from "../../../widgets/status.tsx";
import type { Update } from "./page.tsx";

/** The same table in other regions. What is written to one of them comes to all. */
export function Replicas({ table: { Replicas = [] }, update }: { table: Table; update: Update }) {
  const free = REGIONS.filter((name) => name !== region.value && !Replicas.some(({ RegionName }) => RegionName === name));
  const [chosen, setChosen] = useState("");
  const next = free.includes(chosen) ? chosen : (free[0] ?? "");
  const others = Replicas.filter(({ RegionName }) => RegionName !== region.value);
  return (
    <section class="panel" aria-labelledby="replicas">
      <h2 id="replicas">Replicas in other regions</h2>
      {others.length === 0 && <p class="hint">None. A replica has the same items; what is written to one comes to all.</p>}
      <ul class="cards" role="list">
        {others.map(({ RegionName, ReplicaStatus }) => (
          <li key={RegionName}>
            <b>{RegionName}</b>
            <Status value={ReplicaStatus} />
            <span class="acts">
              <Button kind="quiet" onClick={() => (region.value = RegionName)}>
                Look there
              </Button>
              <Button kind="quiet" icon="trash" label={`Delete replica in ${RegionName}`} onClick={() => update({ ReplicaUpdates: [{ Delete: { RegionName } }] })} />
            </span>
          </li>
        ))}
      </ul>
      <form class="line" onSubmit={(event) => (event.preventDefault(), update({ ReplicaUpdates: [{ Create: { RegionName: next } }] }))}>
        <Select label="Region" value={next} options={free.map((name) => [name, name] as const)} onChange={setChosen} />
        <Button icon="plus" type="submit">
          Add replica
        </Button>
      </form>
    </section>
  );
}
