import { useEffect, useState } from "preact/hooks";

import type { Table } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { attempt } from "../../state/notices.ts";
import { changes } from "../../state/session.ts";
import { Button } from "../../widgets/button.tsx";
import { Field } from "../../widgets/field.tsx";
import { Backups } from "./backups.tsx";
import { TimeMachine } from "./time-machine.tsx";

const MOST_DAYS = 35;

interface Recovery {
  PointInTimeRecoveryStatus: string;
  RecoveryPeriodInDays?: number;
  EarliestRestorableDateTime?: number;
  LatestRestorableDateTime?: number;
}

export function Past({ table }: { table: Table }) {
  const { TableName } = table;
  const [recovery, setRecovery] = useState<Recovery | undefined>(undefined);
  const seen = changes.value;
  const look = () =>
    call("DescribeContinuousBackups", { TableName }, { quiet: true }).then(
      ({ ContinuousBackupsDescription }) => setRecovery(ContinuousBackupsDescription.PointInTimeRecoveryDescription),
      () => {},
    );
  useEffect(() => void look(), [TableName, seen]);
  const turn = (specification: { PointInTimeRecoveryEnabled: boolean; RecoveryPeriodInDays?: number }) =>
    attempt(() => call("UpdateContinuousBackups", { TableName, PointInTimeRecoverySpecification: specification }));
  if (!recovery) return null;
  const { PointInTimeRecoveryStatus, RecoveryPeriodInDays = MOST_DAYS, EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } = recovery;
  return (
    <section class="past" aria-label="Past">
      <div class="title">
        <h2>Point-in-time recovery</h2>
        {PointInTimeRecoveryStatus === "ENABLED" && (
          <div class="line">
            <Field label="Days that are kept">
              <input
                type="number"
                min={1}
                max={MOST_DAYS}
                value={RecoveryPeriodInDays}
                onChange={(event) => turn({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: Number(event.currentTarget.value) })}
              />
            </Field>
            <Button kind="quiet" onClick={() => turn({ PointInTimeRecoveryEnabled: false })}>
              Forget the past
            </Button>
          </div>
        )}
      </div>
      {PointInTimeRecoveryStatus === "ENABLED" && earliest !== undefined && latest !== undefined ? (
        <TimeMachine table={table} earliest={earliest} latest={latest} onLook={look} />
      ) : (
        <div class="bar">
          <p class="summary">From when it is enabled, this table can be looked at and restored as it was in any second.</p>
          <Button kind="primary" icon="clock" onClick={() => turn({ PointInTimeRecoveryEnabled: true })}>
            Keep the past
          </Button>
        </div>
      )}
      <Backups table={table} />
    </section>
  );
}
