import { useState } from "preact/hooks";

import type { Table } from "../../../model/table.ts";
import { useAnswer } from "../../../state/answer.ts";
import { call } from "../../../state/call.ts";
import { attempt } from "../../../state/notices.ts";
import { Button } from "../../../widgets/button.tsx";
import { Input } from "../../../widgets/field.tsx";

interface Listed {
  Tags?: { Key: string; Value: string }[];
  NextToken?: string;
}

/** What a table is marked with. */
export function Tags({ table: { TableArn: ResourceArn } }: { table: Table }) {
  const [tag, setTag] = useState({ Key: "", Value: "" });
  const { Tags = [], NextToken } = useAnswer<Listed>("ListTagsOfResource", { ResourceArn }).output ?? {};
  const add = () =>
    attempt(async () => {
      await call("TagResource", { ResourceArn, Tags: [tag] });
      setTag({ Key: "", Value: "" });
    });
  return (
    <section class="panel" aria-labelledby="tags">
      <h2 id="tags">Tags</h2>
      {Tags.length === 0 && <p class="hint">None.</p>}
      <ul class="cards" role="list">
        {Tags.map(({ Key, Value }) => (
          <li key={Key}>
            <b>{Key}</b>
            <span>{Value}</span>
            <Button kind="quiet" icon="trash" label={`Remove tag ${Key}`} onClick={() => attempt(() => call("UntagResource", { ResourceArn, TagKeys: [Key] }))} />
          </li>
        ))}
      </ul>
      {NextToken && <p class="hint">There are more: ListTagsOfResource in the console goes on.</p>}
      <form class="line" onSubmit={(event) => (event.preventDefault(), add())}>
        <Input label="Key" value={tag.Key} required onInput={(Key) => setTag({ ...tag, Key })} />
        <Input label="Value" value={tag.Value} onInput={(Value) => setTag({ ...tag, Value })} />
        <Button icon="plus" type="submit">
          Add tag
        </Button>
      </form>
    </section>
  );
}
