import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { CodeEditor, Completion } from "./codemirror.ts";

/** Each is fetched by the first editor that shows such text. */
const GRAMMARS = {
  json: () => import("./grammars/json.ts"),
  partiql: () => import("./grammars/partiql.ts"),
  javascript: () => import("./grammars/javascript.ts"),
};

interface EditorProps {
  label: string;
  value: string;
  language: keyof typeof GRAMMARS;
  onInput?: (value: string) => void;
  /** Ctrl-Enter or Cmd-Enter. */
  onRun?: () => void;
  complete?: Completion;
  readOnly?: boolean;
  rows?: number;
}

/** Text that is code. A plain field takes it until CodeMirror is there, and where it cannot be had. */
export function Editor(props: EditorProps) {
  const { label, value, readOnly, rows = 10, onInput, onRun } = props;
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | undefined>(undefined);
  const current = useRef(props);
  const [ready, setReady] = useState(false);
  current.current = props;
  useEffect(() => {
    let gone = false;
    Promise.all([import("./codemirror.ts"), GRAMMARS[props.language]()])
      .then(([{ openEditor }, { grammar }]) => {
        if (gone || !place.current) return;
        editor.current = openEditor(place.current, grammar, () => current.current);
        setReady(true);
      })
      .catch(() => {});
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, [props.language, props.label]);
  // Before anything else is typed: a text that is shown later than it was typed would be typed over.
  useLayoutEffect(() => editor.current?.show(value), [value]);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onRun?.();
  };
  return (
    <div class={readOnly ? "editor" : "editor written"} style={{ "--rows": rows }}>
      <div ref={place} class="code" hidden={!ready} />
      {!ready && (
        <textarea aria-label={label} value={value} readOnly={readOnly} rows={rows} spellcheck={false} autocapitalize="off" onKeyDown={keys} onInput={(event) => onInput?.(event.currentTarget.value)} />
      )}
    </div>
  );
}
