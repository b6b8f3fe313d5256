import { dismiss, notices } from "../state/notices.ts";
import { Button } from "./button.tsx";

/** What is said for a while, and read out. */
export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, text, kind }) => (
        <p key={id} class={kind}>
          <span>{text}</span>
          <Button icon="close" label="Dismiss" kind="quiet" onClick={() => dismiss(id)} />
        </p>
      ))}
    </div>
  );
}
