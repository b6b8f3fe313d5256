import { useEffect } from "preact/hooks";

import { completeStatement } from "../../console/complete-statement.ts";
import { call } from "../../state/call.ts";
import { parameters, statement, suggestStatement } from "../../state/console.ts";
import { remember } from "../../state/history.ts";
import { notify } from "../../state/notices.ts";
import { Button } from "../../widgets/button.tsx";
import { Editor } from "../../widgets/editor.tsx";
import { Input } from "../../widgets/field.tsx";
import { PastRuns } from "./past-runs.tsx";
import { Result } from "./result.tsx";

const STATEMENTS = new Set(["ExecuteStatement", "ExecuteTransaction"]);

/** Statements of PartiQL: one, or several that are one transaction, with semicolons between them. */
export function PartiqlConsole() {
  useEffect(suggestStatement, []);
  const run = async () => {
    const statements = split(statement.value);
    const given = readParameters(parameters.value, statements);
    if (!given) return;
    remember({ kind: "partiql", text: statement.value, parameters: parameters.value });
    const [first, ...others] = statements.map((Statement, at) => ({ Statement, ...(given[at]?.length && { Parameters: given[at] }) }));
    if (!first) return notify("There is no statement", "failed");
    const asked = others.length === 0 ? call("ExecuteStatement", first) : call("ExecuteTransaction", { TransactStatements: [first, ...others] });
    await asked.catch(() => {}); // the answer shows it
  };
  return (
    <>
      <Editor label="Statement" language="partiql" value={statement.value} rows={6} onInput={(text) => (statement.value = text)} onRun={run} complete={completeStatement} />
      <div class="line">
        <Input label="Parameters, as DynamoDB JSON" value={parameters.value} placeholder='[{ "S": "…" }]' onInput={(text) => (parameters.value = text)} />
        <PastRuns
          kind="partiql"
          onChoose={(past) => {
            statement.value = past.text;
            parameters.value = past.parameters;
          }}
        />
        <Button kind="primary" icon="play" onClick={run}>
          Run
        </Button>
      </div>
      <p class="hint">Several statements with semicolons between them are one transaction. A question mark takes the next parameter.</p>
      <Result operations={(name) => STATEMENTS.has(name)} />
    </>
  );
}

/** The statements of a text; a semicolon in quotes ends none. */
function split(text: string): string[] {
  const parts = text.match(/(?:'(?:[^']|'')*'|"[^"]*"|[^;'"])+/g) ?? [];
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** The parameters of each statement: as many as it has question marks, in order. */
function readParameters(text: string, statements: string[]): unknown[][] | undefined {
  try {
    const all: unknown = JSON.parse(text.trim() || "[]");
    if (!Array.isArray(all)) throw new SyntaxError("write an array");
    let from = 0;
    return statements.map((one) => {
      const count = (one.replace(/'(?:[^']|'')*'|"[^"]*"/g, "").match(/\?/g) ?? []).length;
      from += count;
      return all.slice(from - count, from);
    });
  } catch (error) {
    notify(`The parameters are no JSON: ${(error as Error).message}`, "failed");
    return undefined;
  }
}
