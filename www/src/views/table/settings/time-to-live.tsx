import { useState } from "preact/hooks";

import type { Table } from "../../../model/table.ts";
import { useAnswer } from "../../../state/answer.ts";
import { call } from "../../../state/call.ts";
import { attempt, notify } from "../../../state/notices.ts";
import { Button } from "../../../widgets/button.tsx";
import { Input } from "../../../widgets/field.tsx";

interface Expiry {
  TimeToLiveDescription: { TimeToLiveStatus: string; AttributeName?: string };
}

/** The attribute by which items expire. */
export function TimeToLive({ table: { TableName } }: { table: Table }) {
  const [typed, setTyped] = useState("");
  const { TimeToLiveStatus, AttributeName } = useAnswer<Expiry>("DescribeTimeToLive", { TableName }).output?.TimeToLiveDescription ?? {};
  const enabled = TimeToLiveStatus === "ENABLED";
  const attribute = AttributeName ?? typed;
  const turn = () =>
    attempt(async () => {
      await call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: !enabled, AttributeName: attribute } });
      notify(enabled ? "Items live on" : `Items live until the second in ${attribute}`);
    });
  return (
    <form class="line" onSubmit={(event) => (event.preventDefault(), turn())}>
      <Input label="Time to live, by attribute" value={attribute} required readOnly={AttributeName !== undefined} onInput={setTyped} placeholder="expires" />
      <Button type="submit">{enabled ? "Disable time to live" : "Enable time to live"}</Button>
    </form>
  );
}
