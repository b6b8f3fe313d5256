import { useMemo, useState } from "preact/hooks";

import { preview, type Item } from "../../model/attribute.ts";
import { toPlain } from "../../model/plain.ts";
import { STREAM_VIEWS, type Table } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { FollowStream, type StreamRecord } from "../../state/follow-stream.ts";
import { attempt } from "../../state/notices.ts";
import { usePoll } from "../../state/poll.ts";
import { changes } from "../../state/session.ts";
import { Button } from "../../widgets/button.tsx";
import { Select } from "../../widgets/field.tsx";

export function Stream({ table }: { table: Table }) {
  const { TableName, StreamSpecification, LatestStreamArn } = table;
  const [view, setView] = useState<(typeof STREAM_VIEWS)[number][0]>("NEW_AND_OLD_IMAGES");
  const enable = () => attempt(() => call("UpdateTable", { TableName, StreamSpecification: { StreamEnabled: true, StreamViewType: view } }));
  const disable = () => attempt(() => call("UpdateTable", { TableName, StreamSpecification: { StreamEnabled: false } }));
  const on = StreamSpecification?.StreamEnabled === true;
  return (
    <section class="stream" aria-label="Stream">
      <div class="bar">
        <p class="summary">{on ? `What happens to items, as it happens: ${StreamSpecification.StreamViewType?.toLowerCase().replaceAll("_", " ")}.` : "This table has no stream."}</p>
        {!on && <Select label="What records hold" hidden value={view} options={STREAM_VIEWS} onChange={setView} />}
        {on ? <Button onClick={disable}>Disable stream</Button> : <Button kind="primary" onClick={enable}>Enable stream</Button>}
      </div>
      {LatestStreamArn && <Records key={LatestStreamArn} arn={LatestStreamArn} />}
    </section>
  );
}

function Records({ arn }: { arn: string }) {
  const stream = useMemo(() => new FollowStream(arn), [arn]);
  usePoll(1000, () => stream.read(), [stream, changes.value]);
  const records = stream.records.value;
  if (records.length === 0) return <p class="hint nothing">No records yet: put, change or delete an item.</p>;
  return (
    <ol class="records" aria-label="Records, the latest first" role="list">
      {records.map((record) => (
        <Record key={record.eventID} record={record} />
      ))}
    </ol>
  );
}

function Record({ record }: { record: StreamRecord }) {
  const { Keys, NewImage, OldImage, SequenceNumber, ApproximateCreationDateTime } = record.dynamodb;
  return (
    <li>
      <details>
        <summary>
          <span class={`event ${record.eventName.toLowerCase()}`}>{record.eventName.toLowerCase()}</span>
          <b>{Object.values(Keys).map(preview).join(" · ")}</b>
          {record.userIdentity && <span class="hint">time to live</span>}
          <span class="hint">{changedNames(OldImage, NewImage)}</span>
          <time class="hint">{new Date(ApproximateCreationDateTime * 1000).toLocaleTimeString()}</time>
        </summary>
        <div class="images">
          {OldImage && <Image title="Before" item={OldImage} />}
          {NewImage && <Image title="After" item={NewImage} />}
        </div>
        <p class="hint">Sequence number {SequenceNumber}</p>
      </details>
    </li>
  );
}

function Image({ title, item }: { title: string; item: Item }) {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <pre class="text">{toPlain(item)}</pre>
    </figure>
  );
}

/** The attributes in which two images differ. */
function changedNames(before: Item | undefined, after: Item | undefined): string {
  if (!before || !after) return "";
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).join(", ");
}
