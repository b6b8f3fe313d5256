import { useEffect, useState } from "preact/hooks";

import { showBytes } from "../../model/bytes.ts";
import type { Table } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changes } from "../../state/session.ts";
import { Button } from "../../widgets/button.tsx";
import { Status } from "../../widgets/status.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";

interface Backup {
  BackupArn: string;
  BackupName: string;
  BackupStatus: string;
  BackupSizeBytes?: number;
  BackupCreationDateTime: number;
}

export function Backups({ table: { TableName } }: { table: Table }) {
  const [backups, setBackups] = useState<Backup[]>([]);
  const [restored, setRestored] = useState<Backup | undefined>(undefined);
  const seen = changes.value;
  useEffect(() => {
    call("ListBackups", { TableName }, { quiet: true }).then(({ BackupSummaries }) => setBackups(BackupSummaries), () => {});
  }, [TableName, seen]);
  const create = () =>
    attempt(async () => {
      const { BackupDetails } = await call("CreateBackup", { TableName, BackupName: `${TableName}-${backups.length + 1}`.slice(-255).padEnd(3, "-") });
      notify(`${BackupDetails.BackupName} is there`);
    });
  return (
    <>
      <div class="title">
        <h2>Backups</h2>
        <Button icon="plus" onClick={create}>
          Create backup
        </Button>
      </div>
      {backups.length === 0 && <p class="hint">None of this table.</p>}
      <ul class="cards" role="list">
        {backups.map((backup) => (
          <li key={backup.BackupArn}>
            <b>{backup.BackupName}</b>
            <Status value={backup.BackupStatus} />
            <span>{showBytes(backup.BackupSizeBytes ?? 0)}</span>
            <span class="hint">{new Date(backup.BackupCreationDateTime * 1000).toLocaleString()}</span>
            <span class="acts">
              <Button kind="quiet" onClick={() => setRestored(backup)}>
                Restore…
              </Button>
              <Button kind="quiet" icon="trash" label={`Delete backup ${backup.BackupName}`} onClick={() => attempt(() => call("DeleteBackup", { BackupArn: backup.BackupArn }))} />
            </span>
          </li>
        ))}
      </ul>
      {restored && <RestoreDialog name={`${TableName}-restored`} operation="RestoreTableFromBackup" input={{ BackupArn: restored.BackupArn }} onClose={() => setRestored(undefined)} />}
    </>
  );
}
