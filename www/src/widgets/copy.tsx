import { notify } from "../state/notices.ts";
import { Button } from "./button.tsx";

interface CopyProps {
  text: string;
  label?: string;
  /** Whether the label is to be read beside the picture. */
  shown?: boolean;
}

/** Puts a text on the clipboard. */
export function Copy({ text, label = "Copy", shown = false }: CopyProps) {
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => notify("Copied"),
      () => notify("The browser does not let this page copy", "failed"),
    );
  if (!shown) return <Button icon="copy" label={label} kind="quiet" onClick={copy} />;
  return (
    <Button icon="copy" kind="primary" onClick={copy}>
      {label}
    </Button>
  );
}
