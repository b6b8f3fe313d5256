import { notify } from "../state/notices.ts";
import { Button } from "./button.tsx";

/** Puts a text on the clipboard. */
export function Copy({ text, label = "Copy" }: { text: string; label?: string }) {
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => notify("Copied"),
      () => notify("The browser does not let this page copy", "failed"),
    );
  return <Button icon="copy" label={label} kind="quiet" onClick={copy} />;
}
