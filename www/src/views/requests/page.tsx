import { showBytes } from "../../model/bytes.ts";
import { sum, vectorBytes } from "../../model/capacity.ts";
import { exchanges, forget, type Exchange } from "../../state/exchanges.ts";
import { hrefOf } from "../../state/route.ts";
import { signal } from "@preact/signals";
import { Button } from "../../widgets/button.tsx";
import { Check } from "../../widgets/field.tsx";
import { ExchangeView } from "./exchange.tsx";

const all = signal(false);

/** All that was asked and answered. */
export function RequestsPage({ id }: { id: number | undefined }) {
  const shown = exchanges.value.filter(({ quiet }) => all.value || !quiet);
  const chosen = exchanges.value.find((one) => one.id === id) ?? shown[0];
  return (
    <article class="requests">
      <div class="title">
        <h1>Requests</h1>
        <Check label="Also those of the playground itself" checked={all.value} onChange={(checked) => (all.value = checked)} />
        <Button kind="quiet" icon="trash" onClick={forget}>
          Clear
        </Button>
      </div>
      {shown.length === 0 && <p class="hint nothing">Nothing has been asked yet.</p>}
      <div class={chosen ? "split" : ""}>
        <ol class="exchanges" role="list" aria-label="Requests, the latest first">
          {shown.map((exchange) => (
            <li key={exchange.id}>
              <Line exchange={exchange} current={exchange === chosen} />
            </li>
          ))}
        </ol>
        {chosen && <ExchangeView key={chosen.id} exchange={chosen} />}
      </div>
    </article>
  );
}

function Line({ exchange, current }: { exchange: Exchange; current: boolean }) {
  const { id, operation, input, status, error, milliseconds, consumed } = exchange;
  const { read, write } = sum(operation, input?.Statement, consumed);
  const bytes = vectorBytes(consumed);
  return (
    <a href={hrefOf({ page: "requests", id })} aria-current={current ? "true" : undefined}>
      <span class={error ? "dot failed" : "dot"} />
      <b>{operation}</b>
      <span class="about">{aboutOf(input)}</span>
      <span class="units">{[read > 0 && `${read} R`, write > 0 && `${write} W`, bytes > 0 && showBytes(bytes)].filter(Boolean).join(" ")}</span>
      <span class="hint">
        {status ?? "lost"} · {milliseconds.toFixed(2)} ms
      </span>
    </a>
  );
}

/** What a request is about: its tables, or what it says. */
function aboutOf(input: any): string {
  const { TableName, RequestItems, TransactItems, Statement, ResourceArn } = input ?? {};
  if (TableName ?? Statement) return TableName ?? Statement;
  if (RequestItems) return Object.keys(RequestItems).join(", ");
  const transacted: { TableName: string }[] = (TransactItems ?? []).flatMap((action: object) => Object.values(action));
  return [...new Set(transacted.map(({ TableName }) => TableName))].join(", ") || (ResourceArn?.split("/").at(-1) ?? "");
}
