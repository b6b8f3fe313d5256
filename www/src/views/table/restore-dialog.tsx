import { useState } from "preact/hooks";

import { call } from "../../state/call.ts";
import { go } from "../../state/route.ts";
import { refreshTables } from "../../state/tables.ts";
import { Button } from "../../widgets/button.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { Input } from "../../widgets/field.tsx";

interface RestoreDialogProps {
  /** A name for the table to begin with. */
  name: string;
  operation: "RestoreTableToPointInTime" | "RestoreTableFromBackup";
  /** Its input, but for the name of the table. */
  input: object;
  onClose: () => void;
}

export function RestoreDialog({ name, operation, input, onClose }: RestoreDialogProps) {
  const [TargetTableName, setName] = useState(name);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const restore = async () => {
    try {
      await call(operation, { ...input, TargetTableName });
      await refreshTables();
      onClose();
      go({ page: "table", name: TargetTableName, tab: "items" });
    } catch (error) {
      setRefusal((error as Error).message);
    }
  };
  return (
    <Dialog title="Restore as a table" onClose={onClose}>
      <form onSubmit={(event) => (event.preventDefault(), restore())}>
        <Input label="Name of the new table" value={TargetTableName} required onInput={setName} />
        {refusal && (
          <p class="refusal" role="alert">
            {refusal}
          </p>
        )}
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Restore
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
