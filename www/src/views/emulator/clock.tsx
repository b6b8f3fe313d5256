import { useEffect, useState } from "preact/hooks";

import type { Controls } from "../../backend/backend.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changed } from "../../state/session.ts";
import { Button } from "../../widgets/button.tsx";
import { Field } from "../../widgets/field.tsx";

const STEPS = [
  ["1 minute", { minutes: 1 }],
  ["1 hour", { hours: 1 }],
  ["1 day", { days: 1 }],
  ["30 days", { days: 30 }],
] as const;

/** The time at which requests happen. */
export function ClockPanel({ controls: { clock, expireItems } }: { controls: Controls }) {
  const [now, setNow] = useState(clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 500);
    return () => clearInterval(timer);
  }, [clock]);
  const move = (action: () => void) => () =>
    attempt(() => {
      action();
      setNow(clock.now());
      changed();
    });
  return (
    <section class="panel" aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <output class="moment" aria-live="off">
        {new Date(now).toLocaleString()}
      </output>
      <div class="line">
        {clock.frozen ? <Button onClick={move(() => clock.follow())}>Follow real time</Button> : <Button onClick={move(() => clock.freeze())}>Stand still</Button>}
        {STEPS.map(([text, step]) => (
          <Button key={text} kind="quiet" onClick={move(() => clock.advance(step))}>
            + {text}
          </Button>
        ))}
        {!clock.frozen && (
          <Button kind="quiet" onClick={move(() => clock.follow())}>
            Back to real time
          </Button>
        )}
      </div>
      <div class="line">
        <Field label="At another time">
          <input type="datetime-local" step="1" onChange={(event) => event.currentTarget.value && move(() => clock.set(new Date(event.currentTarget.value)))()} />
        </Field>
        <Button onClick={() => attempt(async () => (notify(`${await expireItems()} expired items deleted`), changed()))}>Delete expired items now</Button>
      </div>
      <p class="hint">Items expire, streams forget after 24 hours, and recovery windows move, all by this clock.</p>
    </section>
  );
}
