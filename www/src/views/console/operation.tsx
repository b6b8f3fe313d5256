import { completeInput } from "../../console/complete.ts";
import { OPERATIONS, template } from "../../console/model.ts";
import { call } from "../../state/call.ts";
import { input, operation } from "../../state/console.ts";
import { remember } from "../../state/history.ts";
import { notify } from "../../state/notices.ts";
import { Button } from "../../widgets/button.tsx";
import { Editor } from "../../widgets/editor.tsx";
import { Select } from "../../widgets/field.tsx";
import { PastRuns } from "./past-runs.tsx";
import { Result } from "./result.tsx";

const CHOICES = OPERATIONS.map((name) => [name, name] as const);

/** Any operation of the API, with its input as JSON. */
export function OperationConsole() {
  const run = async () => {
    let body;
    try {
      body = JSON.parse(input.value || "{}");
    } catch (error) {
      return notify(`The input is no JSON: ${(error as Error).message}`, "failed");
    }
    remember({ kind: "operation", operation: operation.value, text: input.value });
    await call(operation.value, body).catch(() => {}); // the answer shows it
  };
  const choose = (name: string) => {
    operation.value = name;
    input.value = template(name);
  };
  return (
    <>
      <div class="line">
        <Select label="Operation" hidden value={operation.value} options={CHOICES} onChange={choose} />
        <PastRuns
          kind="operation"
          onChoose={(past) => {
            operation.value = past.operation;
            input.value = past.text;
          }}
        />
        <Button kind="primary" icon="play" onClick={run}>
          Run
        </Button>
      </div>
      <Editor label={`Input of ${operation.value}`} language="json" value={input.value} rows={12} onInput={(text) => (input.value = text)} onRun={run} complete={(context) => completeInput(operation.value, context)} />
      <Result operations={(name) => name === operation.value} />
    </>
  );
}
