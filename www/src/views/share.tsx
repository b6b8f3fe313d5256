import { useEffect, useState } from "preact/hooks";

import { showBytes } from "../model/bytes.ts";
import { shareLink } from "../state/share.ts";
import { tables } from "../state/tables.ts";
import { Button } from "../widgets/button.tsx";
import { Copy } from "../widgets/copy.tsx";
import { Dialog } from "../widgets/dialog.tsx";
import { Field } from "../widgets/field.tsx";

/** Longer addresses are cut off by some programs that pass them on. */
const SAFE = 30_000;

export function ShareDialog({ onClose }: { onClose: () => void }) {
  const [link, setLink] = useState<string | undefined>(undefined);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  useEffect(() => {
    shareLink().then(setLink, (error: Error) => setRefusal(error.message));
  }, []);
  const count = tables.value?.length ?? 0;
  return (
    <Dialog title="Share" onClose={onClose}>
      <p>
        The link carries {count === 1 ? "the table" : `all ${count} tables`} of this region, with all items. What stands behind # in an address is sent to no server: whoever has the link has the data, nobody else.
      </p>
      <p class="hint">Keys, indexes, settings, streams, tags and the policy of each table come along. Stream records, backups, the past that recovery keeps, and replicas do not: for these, save everything to a file (Emulator).</p>
      {refusal && <p class="refusal">{refusal}</p>}
      {link && (
        <>
          <Field label="Link">
            <textarea class="link" readOnly rows={4} value={link} onFocus={(event) => event.currentTarget.select()} />
          </Field>
          <p class={link.length > SAFE ? "refusal" : "hint"}>
            {showBytes(link.length)}
            {link.length > SAFE && ": some programs will cut this off. Export the tables instead, or share fewer items."}
          </p>
        </>
      )}
      <footer>
        <Button onClick={onClose}>Done</Button>
        {link && <Copy text={link} label="Copy link" shown />}
      </footer>
    </Dialog>
  );
}
