import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { Button } from "./button.tsx";

interface DialogProps {
  title: string;
  children: ComponentChildren;
  wide?: boolean;
  onClose: () => void;
}

/**
 * A modal dialog: the platform's own keeps the focus and closes with Escape. Who can type at once begins in the first field; the focus goes back to
 * where it was, or to the content if that is gone.
 */
export function Dialog({ title, children, wide, onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    // On a phone the keyboard would cover what there is to read first.
    if (matchMedia("(pointer: fine)").matches) dialog?.querySelector<HTMLElement>("form input")?.focus();
    return () => {
      dialog?.close();
      const after = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : document.querySelector("main");
      // Once what was pressed has been done to the end.
      queueMicrotask(() => after?.focus());
    };
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
