import { useState } from "preact/hooks";

import type { Table } from "../../../model/table.ts";
import { Button } from "../../../widgets/button.tsx";
import { Input, Select } from "../../../widgets/field.tsx";
import type { Update } from "./page.tsx";

const KEYS = [
  ["dynamodb", "Key of DynamoDB"],
  ["account", "Key of AWS in this account"],
  ["own", "Key of your own"],
] as const;

type Key = (typeof KEYS)[number][0];

/** Whose key a table is encrypted by. */
export function Encryption({ table, update }: { table: Table; update: Update }) {
  const { Status, KMSMasterKeyArn } = table.SSEDescription ?? {};
  const enabled = Status === "ENABLED" || Status === "UPDATING" || Status === "ENABLING";
  const [key, setKey] = useState<Key>(enabled ? "account" : "dynamodb");
  const [own, setOwn] = useState("");
  const specification = { dynamodb: { Enabled: false }, account: { Enabled: true, SSEType: "KMS" }, own: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: own } }[key];
  return (
    <form class="line" onSubmit={(event) => (event.preventDefault(), update({ SSESpecification: specification }))}>
      <Select label="Encryption" value={key} options={KEYS} onChange={setKey} />
      {key === "own" && <Input label="ARN, ID or alias of the key" value={own} required onInput={setOwn} />}
      <Button type="submit">Save encryption</Button>
      {enabled && <p class="hint key-arn">Now by {KMSMasterKeyArn ?? "KMS"}</p>}
    </form>
  );
}
