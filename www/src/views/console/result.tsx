import { listToPlain } from "../../model/plain.ts";
import type { Item } from "../../model/attribute.ts";
import { snippet } from "../../model/snippet.ts";
import { latest, type Exchange } from "../../state/exchanges.ts";
import { hrefOf } from "../../state/route.ts";
import { Copy } from "../../widgets/copy.tsx";
import { Editor } from "../../widgets/editor.tsx";

/** The answer to what was run last, and the program that does the same. */
export function Result({ operations }: { operations: (operation: string) => boolean }) {
  const exchange = latest.value;
  if (!exchange || !operations(exchange.operation)) return null;
  const { operation, input, region, error, id } = exchange;
  return (
    <section class="result" aria-label="Answer">
      <h2>Answer</h2>
      {error && (
        <p class="refusal" role="alert">
          {error}
        </p>
      )}
      {!error && <Editor label="Answer" language="json" value={answerText(exchange)} readOnly rows={10} />}
      <p class="hint">
        {exchange.milliseconds.toFixed(2)} ms · <a href={hrefOf({ page: "requests", id })}>request, response, capacity</a>
      </p>
      <div class="title">
        <h3>As a program</h3>
        <Copy text={snippet(operation, input, region)} label="Copy program" />
      </div>
      <Editor label="The same with the AWS SDK" language="javascript" value={snippet(operation, input, region)} readOnly rows={6} />
    </section>
  );
}

/** Items as plain JSON, where the answer is a list of them; otherwise what came. */
function answerText({ operation, output }: Exchange): string {
  const items: Item[] | undefined = operation === "ExecuteStatement" ? output?.Items : undefined;
  return items ? listToPlain(items) : JSON.stringify(output, undefined, 2);
}
