import { DISTANCES, indexesOf, keyType, type Index, type KeyElement, type Table, type VectorIndex } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { attempt } from "../../state/notices.ts";
import { Button } from "../../widgets/button.tsx";
import { Status } from "../../widgets/status.tsx";

/** The indexes of a table, each with what defines it. */
export function Indexes({ table }: { table: Table }) {
  const { TableName, VectorIndexes = [] } = table;
  const indexes = indexesOf(table);
  if (indexes.length + VectorIndexes.length === 0) return <p class="hint">None.</p>;
  const remove = (change: object) => () => attempt(() => call("UpdateTable", { TableName, ...change }));
  return (
    <ul class="cards" role="list">
      {indexes.map(({ IndexName, IndexStatus, KeySchema, Projection, ItemCount, kind }) => (
        <li key={IndexName}>
          <b>{IndexName}</b> <span class="hint">{kind}</span>
          {IndexStatus && <Status value={IndexStatus} />}
          <span>{showKey(table, KeySchema)}</span>
          <Entries projection={Projection} count={ItemCount} />
          {kind === "global" && <Button kind="quiet" icon="trash" label={`Delete index ${IndexName}`} onClick={remove({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] })} />}
        </li>
      ))}
      {VectorIndexes.map((index) => (
        <li key={index.IndexName}>
          <b>{index.IndexName}</b> <span class="hint">vector</span>
          <Status value={index.Backfilling ? "backfilling" : index.IndexStatus} />
          <span>
            {index.VectorAttribute.AttributeName} ({index.Dimensions} numbers) · {DISTANCES[index.DistanceFunction].toLowerCase()}
          </span>
          {index.SearchSchema && <span>{showSearchSchema(table, index.SearchSchema)}</span>}
          <Entries projection={index.Projection} count={index.ItemCount} />
          <Button kind="quiet" icon="trash" label={`Delete index ${index.IndexName}`} onClick={remove({ VectorIndexUpdates: [{ Delete: { IndexName: index.IndexName } }] })} />
        </li>
      ))}
    </ul>
  );
}

/** What entries of an index have, and how many there are. */
function Entries({ projection, count = 0 }: { projection: Index["Projection"]; count: number | undefined }) {
  const { ProjectionType, NonKeyAttributes = [] } = projection;
  return (
    <span class="hint">
      {ProjectionType === "INCLUDE" ? `with ${NonKeyAttributes.join(", ")}` : ProjectionType === "ALL" ? "all attributes" : "keys only"} · {count} {count === 1 ? "entry" : "entries"}
    </span>
  );
}

export function showKey(table: Table, schema: KeyElement[]): string {
  return schema.map(({ AttributeName, KeyType }) => `${AttributeName} (${keyType(table, AttributeName)}${KeyType === "RANGE" ? ", sorts" : ""})`).join(" · ");
}

function showSearchSchema(table: Table, schema: NonNullable<VectorIndex["SearchSchema"]>): string {
  return schema.map(({ AttributeName, SearchSchemaElementType }) => `${AttributeName} (${keyType(table, AttributeName)}, ${SearchSchemaElementType === "HASH" ? "partition" : "filter"})`).join(" · ");
}
