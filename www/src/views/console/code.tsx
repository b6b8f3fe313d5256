import { useRef, useState } from "preact/hooks";

import { runProgram } from "../../program/run.ts";
import { call } from "../../state/call.ts";
import { code } from "../../state/console.ts";
import { remember } from "../../state/history.ts";
import { Button } from "../../widgets/button.tsx";
import { Editor } from "../../widgets/editor.tsx";
import { PastRuns } from "./past-runs.tsx";

/** Programs around the AWS SDK for JavaScript, which run here as they stand. */
export function CodeConsole() {
  const [lines, setLines] = useState<string[]>([]);
  const [running, setRunning] = useState(false);
  const turn = useRef(0);
  const output = useRef<HTMLElement>(null);
  const run = async () => {
    const mine = ++turn.current;
    const stopped = () => mine !== turn.current;
    remember({ kind: "code", text: code.value });
    setLines([]);
    setRunning(true);
    await runProgram(code.value, (operation, input) => call(operation, input), (line) => stopped() || setLines((before) => [...before, line]), stopped);
    if (stopped()) return;
    setRunning(false);
    requestAnimationFrame(() => output.current?.scrollIntoView({ block: "nearest" }));
  };
  const stop = () => {
    turn.current += 1;
    setRunning(false);
  };
  return (
    <>
      <div class="line">
        <PastRuns kind="code" onChoose={({ text }) => (code.value = text)} />
        {running ? <Button onClick={stop}>Stop</Button> : null}
        <Button kind="primary" icon="play" disabled={running} onClick={run}>
          Run
        </Button>
      </div>
      <Editor label="Program" language="javascript" value={code.value} rows={18} onInput={(text) => (code.value = text)} onRun={run} />
      <section ref={output} class="result" aria-label="Output">
        <h2>Output</h2>
        <pre class="text output" role="log" tabIndex={0}>
          {lines.join("\n")}
        </pre>
        <p class="hint">What programs around the SDK are written in is understood: imports, variables, loops, functions, conditions, await. Classes, regular expressions and generators are not.</p>
      </section>
    </>
  );
}
