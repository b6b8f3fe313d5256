import { showBytes } from "../model/bytes.ts";
import { sum, vectorBytes } from "../model/capacity.ts";
import { latest } from "../state/exchanges.ts";
import { hrefOf } from "../state/route.ts";
import { Icon } from "../widgets/icon.tsx";

/** What was done last: the way to its request, response and program. */
export function Footer() {
  const last = latest.value;
  if (!last) return null;
  const { read, write } = sum(last.operation, last.input?.Statement, last.consumed);
  const bytes = vectorBytes(last.consumed);
  return (
    <footer class="last" aria-label="The latest request">
      <a href={hrefOf({ page: "requests", id: last.id })}>
        <span class={last.error ? "dot failed" : "dot"} />
        <b>{last.operation}</b>
        <span class={last.error ? "said failed" : "said"}>{last.error ?? `${last.status}`}</span>
        {read > 0 && <span>{read} RCU</span>}
        {write > 0 && <span>{write} WCU</span>}
        {bytes > 0 && <span>{showBytes(bytes)} of vectors</span>}
        <span class="roomy">{last.milliseconds.toFixed(2)} ms</span>
        <span class="more">
          Request, response, code <Icon name="chevron" />
        </span>
      </a>
    </footer>
  );
}
