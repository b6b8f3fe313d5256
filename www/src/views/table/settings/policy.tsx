import { useState } from "preact/hooks";

import type { Table } from "../../../model/table.ts";
import { useAnswer } from "../../../state/answer.ts";
import { call } from "../../../state/call.ts";
import { notify } from "../../../state/notices.ts";
import { controls } from "../../../state/session.ts";
import { Button } from "../../../widgets/button.tsx";
import { Editor } from "../../../widgets/editor.tsx";

/** Who else may do what with a table. */
export function Policy({ table: { TableArn: ResourceArn } }: { table: Table }) {
  const { output, refusal } = useAnswer<{ Policy: string; RevisionId: string }>("GetResourcePolicy", { ResourceArn });
  const [written, setWritten] = useState<string | undefined>(undefined);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const attached = output ? pretty(output.Policy) : undefined;
  const text = written ?? attached;
  const change = (operation: string, input: object, left: string | undefined, said: string) => async () => {
    try {
      await call(operation, { ResourceArn, ...input });
      setWritten(left);
      setRefused(undefined);
      notify(said);
    } catch (error) {
      setRefused((error as Error).message);
    }
  };
  const save = change("PutResourcePolicy", { Policy: text }, text, "The policy is attached");
  return (
    <section class="panel" aria-labelledby="policy">
      <h2 id="policy">Resource policy</h2>
      {text === undefined && refusal && (
        <>
          <p class="hint">{refusal.type === "PolicyNotFoundException" ? "None. A policy lets other accounts and roles in, or keeps them out." : refusal.message}</p>
          <Button icon="plus" onClick={() => setWritten(begin(ResourceArn))}>
            Write a policy
          </Button>
        </>
      )}
      {text !== undefined && <Editor label="Resource policy" language="json" value={text} rows={12} onInput={setWritten} onRun={save} />}
      {refused && (
        <p class="refusal" role="alert">
          {refused}
        </p>
      )}
      {text !== undefined && (
        <div class="line">
          <Button onClick={save}>Save policy</Button>
          {attached !== undefined && (
            <Button kind="danger" icon="trash" onClick={change("DeleteResourcePolicy", {}, undefined, "The policy is gone")}>
              Delete policy
            </Button>
          )}
          {attached === undefined && <Button onClick={() => (setWritten(undefined), setRefused(undefined))}>Cancel</Button>}
        </div>
      )}
      {controls() && <p class="hint">The emulator of this page keeps it and lets everybody in, whatever it says.</p>}
    </section>
  );
}

/** A policy to begin with. */
function begin(Resource: string): string {
  const statement = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: ["dynamodb:GetItem", "dynamodb:Query"], Resource };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, 2);
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
