import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { Button } from "./button.tsx";

interface DialogProps {
  title: string;
  children: ComponentChildren;
  wide?: boolean;
  onClose: () => void;
}

/** A modal dialog: the platform's own keeps the focus, closes with Escape and gives the focus back. */
export function Dialog({ title, children, wide, onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={element} class={wide ? "wide" : ""} aria-labelledby={heading} onCancel={(event) => (event.preventDefault(), onClose())}>
      <header>
        <h2 id={heading}>{title}</h2>
        <Button icon="close" label="Close" kind="quiet" onClick={onClose} />
      </header>
      {children}
    </dialog>
  );
}
