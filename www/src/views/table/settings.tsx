import { useEffect, useState } from "preact/hooks";

import type { Table } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changes } from "../../state/session.ts";
import { Button } from "../../widgets/button.tsx";
import { Check, Input, Select } from "../../widgets/field.tsx";

/** What can be changed of a table that is there. */
export function Settings({ table }: { table: Table }) {
  const { TableName } = table;
  const update = (change: object) => attempt(() => call("UpdateTable", { TableName, ...change }));
  return (
    <>
      <h2>Settings</h2>
      <div class="settings">
        <Throughput table={table} update={update} />
        <TimeToLive table={table} />
        <Check label="Deletion protection" checked={table.DeletionProtectionEnabled ?? false} onChange={(DeletionProtectionEnabled) => update({ DeletionProtectionEnabled })} />
      </div>
    </>
  );
}

function Throughput({ table, update }: { table: Table; update: (change: object) => void }) {
  const mode = table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST" ? "PAY_PER_REQUEST" : "PROVISIONED";
  const [read, setRead] = useState(String(table.ProvisionedThroughput?.ReadCapacityUnits || 5));
  const [write, setWrite] = useState(String(table.ProvisionedThroughput?.WriteCapacityUnits || 5));
  const [chosen, setChosen] = useState<"PAY_PER_REQUEST" | "PROVISIONED">(mode);
  const save = () => {
    const units = { ReadCapacityUnits: Number(read), WriteCapacityUnits: Number(write) };
    const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => ({ Update: { IndexName, ProvisionedThroughput: units } }));
    const provisioned = { ProvisionedThroughput: units, ...(mode !== chosen && indexes.length > 0 && { GlobalSecondaryIndexUpdates: indexes }) };
    update({ BillingMode: chosen, ...(chosen === "PROVISIONED" && provisioned) });
  };
  return (
    <div class="line">
      <Select
        label="Capacity"
        value={chosen}
        options={[
          ["PAY_PER_REQUEST", "On demand"],
          ["PROVISIONED", "Provisioned"],
        ]}
        onChange={setChosen}
      />
      {chosen === "PROVISIONED" && <Input label="Read units" type="number" min={1} value={read} onInput={setRead} />}
      {chosen === "PROVISIONED" && <Input label="Write units" type="number" min={1} value={write} onInput={setWrite} />}
      <Button onClick={save}>Save capacity</Button>
    </div>
  );
}

function TimeToLive({ table: { TableName } }: { table: Table }) {
  const [attribute, setAttribute] = useState("");
  const [status, setStatus] = useState("DISABLED");
  const seen = changes.value;
  useEffect(() => {
    call("DescribeTimeToLive", { TableName }, { quiet: true }).then(
      ({ TimeToLiveDescription }) => {
        setStatus(TimeToLiveDescription.TimeToLiveStatus);
        if (TimeToLiveDescription.AttributeName) setAttribute(TimeToLiveDescription.AttributeName);
      },
      () => {},
    );
  }, [TableName, seen]);
  const enabled = status === "ENABLED";
  const turn = () =>
    attempt(async () => {
      await call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: !enabled, AttributeName: attribute } });
      notify(enabled ? "Items live on" : `Items live until the second in ${attribute}`);
    });
  return (
    <div class="line">
      <Input label="Time to live, by attribute" value={attribute} onInput={setAttribute} placeholder="expires" />
      <Button disabled={attribute === ""} onClick={turn}>
        {enabled ? "Disable time to live" : "Enable time to live"}
      </Button>
    </div>
  );
}
