import { hrefOf } from "../state/route.ts";
import { tables } from "../state/tables.ts";

export function TableList({ current }: { current?: string | undefined }) {
  return (
    <ul class="tables" role="list">
      {tables.value?.map(({ TableName, ItemCount, TableStatus }) => (
        <li key={TableName}>
          <a href={hrefOf({ page: "table", name: TableName, tab: "items" })} aria-current={TableName === current ? "page" : undefined}>
            <span class="name">{TableName}</span>
            <span class="count">{TableStatus === "ACTIVE" ? ItemCount.toLocaleString("en-US") : TableStatus.toLowerCase()}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
