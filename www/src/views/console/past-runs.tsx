import { history, type Run } from "../../state/history.ts";
import { Field } from "../../widgets/field.tsx";

interface PastRunsProps<Kind extends Run["kind"]> {
  kind: Kind;
  onChoose: (run: Extract<Run, { kind: Kind }>) => void;
}

/** What was run before, to be taken up again. */
export function PastRuns<Kind extends Run["kind"]>({ kind, onChoose }: PastRunsProps<Kind>) {
  const runs = history.value.filter((run): run is Extract<Run, { kind: Kind }> => run.kind === kind);
  if (runs.length === 0) return null;
  return (
    <Field label="History" hidden>
      <select
        value=""
        onChange={(event) => {
          const run = runs[Number(event.currentTarget.value)];
          if (run) onChoose(run);
        }}
      >
        <option value="">History</option>
        {runs.map((run, at) => (
          <option key={at} value={at}>
            {titleOf(run)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function titleOf(run: Run): string {
  const text = run.text.replace(/\s+/g, " ").slice(0, 60);
  return run.kind === "operation" ? `${run.operation} ${text}` : text;
}
