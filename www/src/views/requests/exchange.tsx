import { useState } from "preact/hooks";

import type { ConsumedCapacity } from "../../model/capacity.ts";
import { commandLine, snippet } from "../../model/snippet.ts";
import type { Exchange } from "../../state/exchanges.ts";
import { reopen } from "../../state/console.ts";
import { Button } from "../../widgets/button.tsx";
import { Copy } from "../../widgets/copy.tsx";
import { Editor } from "../../widgets/editor.tsx";

const VIEWS = ["Request", "Response", "SDK", "CLI"] as const;

/** One request and its response, and the programs that do the same. */
export function ExchangeView({ exchange }: { exchange: Exchange }) {
  const [view, setView] = useState<(typeof VIEWS)[number]>("Response");
  const text = textOf(exchange, view);
  return (
    <section class="exchange" aria-label={`${exchange.operation}, request and response`}>
      <div class="title">
        <h2>{exchange.operation}</h2>
        <Button kind="quiet" icon="terminal" onClick={() => reopen(exchange)}>
          Open in console
        </Button>
      </div>
      {exchange.error && <p class="refusal">{exchange.error}</p>}
      <div class="line" role="group" aria-label="What is shown">
        {VIEWS.map((name) => (
          <Button key={name} kind="quiet" pressed={name === view} onClick={() => setView(name)}>
            {name}
          </Button>
        ))}
        <Copy text={text} label={`Copy ${view}`} />
      </div>
      <Editor key={view} label={`${view} of ${exchange.operation}`} language={view === "SDK" ? "javascript" : "json"} value={text} readOnly rows={14} />
      {view === "Response" && <Headers headers={exchange.headers} />}
      <Consumed list={exchange.consumed} />
    </section>
  );
}

function textOf({ operation, input, requestText, responseText, region }: Exchange, view: (typeof VIEWS)[number]): string {
  switch (view) {
    case "Request":
      return pretty(requestText);
    case "Response":
      return pretty(responseText);
    case "SDK":
      return snippet(operation, input, region);
    default:
      return commandLine(operation, input, region);
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function Headers({ headers }: { headers: Record<string, string> }) {
  return (
    <details class="headers">
      <summary>Headers of the response</summary>
      <dl class="facts">
        {Object.entries(headers).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Units by table and index. */
function Consumed({ list }: { list: ConsumedCapacity[] }) {
  if (list.length === 0) return null;
  return (
    <div class="consumed">
      <h3>Consumed capacity</h3>
      <ul role="list">
        {list.map(({ TableName = "", CapacityUnits, Table, GlobalSecondaryIndexes = {}, LocalSecondaryIndexes = {}, VectorIndexes = {}, VectorSearchRequestBytes }) => (
          <li key={TableName}>
            <b>{TableName.split("/").at(-1)}</b> {CapacityUnits}
            {VectorSearchRequestBytes !== undefined && <span>{VectorSearchRequestBytes.toLocaleString("en-US")} bytes of vectors searched</span>}
            {Table?.CapacityUnits !== undefined && <span class="hint"> table {Table.CapacityUnits}</span>}
            {Object.entries({ ...LocalSecondaryIndexes, ...GlobalSecondaryIndexes }).map(([name, units]) => (
              <span key={name} class="hint">
                {" "}
                {name} {units.CapacityUnits}
              </span>
            ))}
            {Object.entries(VectorIndexes).map(([name, { VectorWriteRequestBytes = 0 }]) => (
              <span key={name} class="hint">
                {" "}
                {name} {VectorWriteRequestBytes.toLocaleString("en-US")} bytes of vectors written
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
