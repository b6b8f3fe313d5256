import { useState } from "preact/hooks";

import { showBytes } from "../../model/bytes.ts";
import { dollars, PRICES, showDollars } from "../../model/capacity.ts";
import { patternsOf } from "../../model/patterns.ts";
import type { Table } from "../../model/table.ts";
import { exchanges } from "../../state/exchanges.ts";
import { Input } from "../../widgets/field.tsx";

const DAYS = 30;

/** What requests consumed since the page was opened, and what as many of them would cost. */
export function Capacity({ table }: { table: Table }) {
  const [perDay, setPerDay] = useState("100000");
  const patterns = patternsOf(table.TableName, exchanges.value);
  const times = Number(perDay) || 0;
  const storage = (table.TableSizeBytes / 1024 ** 3) * PRICES.storagePerGigabyte;
  const month = patterns.reduce((sum, pattern) => sum + (dollars(pattern) / pattern.requests) * times * DAYS, storage);
  const vectors = patterns.some(({ bytes }) => bytes > 0);
  if (patterns.length === 0) return <p class="hint nothing">Nothing has been asked of this table yet. Look at its items, or write some.</p>;
  return (
    <section class="capacity" aria-label="Capacity">
      <Input label="If each of these happened so many times a day" type="number" min={0} value={perDay} onInput={setPerDay} />
      <div class="grid" tabIndex={0} role="region" aria-label="Capacity by kind of request">
        <table>
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">Times</th>
              <th scope="col">Read units</th>
              <th scope="col">Write units</th>
              {vectors && <th scope="col">Vector bytes</th>}
              <th scope="col">A month</th>
            </tr>
          </thead>
          <tbody>
            {patterns.map((pattern) => (
              <tr key={pattern.name}>
                <th scope="row">{pattern.name}</th>
                <td class="number">{pattern.requests}</td>
                <td class="number">{each(pattern.read, pattern.requests)}</td>
                <td class="number">{each(pattern.write, pattern.requests)}</td>
                {vectors && <td class="number">{each(pattern.bytes, pattern.requests)}</td>}
                <td class="number">{showDollars((dollars(pattern) / pattern.requests) * times * DAYS)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="summary">
        <b>{showDollars(month)}</b> a month, with {showBytes(table.TableSizeBytes)} of storage ({showDollars(storage)}).
      </p>
      <p class="hint">
        On demand in us-east-1, standard class: ${PRICES.readsPerMillion} a million read units, ${PRICES.writesPerMillion} a million write units, ${PRICES.storagePerGigabyte} a gigabyte and month.
        AWS's price list is what counts. Units are those of one request on average.
        {vectors && " Bytes of vectors, which are paid for beside units, are not in the sum."}
      </p>
    </section>
  );
}

function each(units: number, requests: number): string {
  return (units / requests).toLocaleString("en-US", { maximumFractionDigits: 2 });
}
