// CreateBackup, and restores with the deletion of what was restored, at 1,000 and 1,000,000 items against ten GetItems; PutItem with point-in-time recovery on against off, where a thousand writes fall
// into a second, and where each write has a second of its own.

import { call, encode, engineWith, memory, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";
import { TABLE, item, key } from "./workload.mjs";

const LARGE = Number(process.env.ITEMS ?? 1_000_000);
const WRITTEN = 10_000;

for (const count of [1_000, LARGE]) {
  const engine = engineWith(count);
  const [get, backup] = ["GetItem", "CreateBackup"].map((operation) => route(engine, operation));
  const getBody = encode({ TableName: TABLE, Key: key(count / 2) });
  const backupBody = encode({ TableName: TABLE, BackupName: "bench" });
  let now = 0;
  const before = memory();
  const times = await measure({
    get: () => {
      for (let times = 0; times < 10; times += 1) engine.exchange.call(get, getBody, 0);
    },
    backup: () => engine.exchange.call(backup, backupBody, (now += 1)),
  });
  const each = (memory() - before) / now;
  const items = `at ${count.toLocaleString("en-US")} items`;
  report(`CreateBackup ${items} / 10 GetItems`, times.backup / times.get, 1, `${micros(times.backup)}, ${each.toFixed(0)} bytes each`);
  const restored = await measure(restores(engine, now + 1));
  for (const [name, time] of Object.entries(restored)) report(`${name} and DeleteTable ${items} / 10 GetItems`, time / times.get, 10, micros(time));
  engine.raw.free();
}

/** Restores of the table as it is, each of which is deleted: from a backup, and to the latest second that recovery knows. */
function restores(engine, now) {
  const { BackupDetails } = JSON.parse(call(engine, "CreateBackup", { TableName: TABLE, BackupName: "bench" }));
  call(engine, "UpdateContinuousBackups", { TableName: TABLE, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } });
  const TargetTableName = "restored";
  const drop = [route(engine, "DeleteTable"), encode({ TableName: TargetTableName })];
  const of = (operation, input) => {
    const restore = [route(engine, operation), encode({ ...input, TargetTableName })];
    return () => {
      for (const [to, body] of [restore, drop]) {
        if (engine.exchange.call(to, body, (now += 600_000)).statusCode !== 200) throw new Error(`${operation} was refused`);
      }
    };
  };
  return {
    RestoreTableFromBackup: of("RestoreTableFromBackup", { BackupArn: BackupDetails.BackupArn }),
    RestoreTableToPointInTime: of("RestoreTableToPointInTime", { SourceTableName: TABLE, UseLatestRestorableTime: true }),
  };
}

/** PutItem over the same items again and again, each call so many milliseconds after the one before. */
function puts(recovery, step) {
  const engine = engineWith(WRITTEN);
  const specification = { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 };
  if (recovery) call(engine, "UpdateContinuousBackups", { TableName: TABLE, PointInTimeRecoverySpecification: specification });
  const put = route(engine, "PutItem");
  const bodies = Array.from({ length: WRITTEN }, (_, index) => encode({ TableName: TABLE, Item: item((index * 7919) % WRITTEN) }));
  let [now, at] = [0, 0];
  return () => engine.exchange.call(put, bodies[(at = (at + 1) % WRITTEN)], (now += step));
}

const times = await measure({ off: puts(false, 1), on: puts(true, 1), spread: puts(true, 1000) });
const against = `against ${micros(times.off)}`;
report("PutItem with recovery, 1,000 a second / without", times.on / times.off, 1.1, `${micros(times.on)} ${against}`);
report("PutItem with recovery, one a second / without", times.spread / times.off, 3, `${micros(times.spread)} ${against}`);
