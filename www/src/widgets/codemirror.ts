import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export type Completion = (context: CompletionContext) => CompletionResult | null | Promise<CompletionResult | null>;

interface Settings {
  label: string;
  value: string;
  onInput?: ((value: string) => void) | undefined;
  onRun?: (() => void) | undefined;
  complete?: Completion | undefined;
  readOnly?: boolean | undefined;
}

export interface CodeEditor {
  show(value: string): void;
  destroy(): void;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-name)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)" },
  { tag: [tags.comment], color: "var(--muted)" },
]);

/**
 * CodeMirror in `place`.
 *
 * @param grammar of what is written in it
 * @param settings the present ones, whenever it is asked
 */
export function openEditor(place: HTMLElement, grammar: Extension, settings: () => Settings): CodeEditor {
  const { value, label, readOnly } = settings();
  const run = () => {
    settings().onRun?.();
    return Boolean(settings().onRun);
  };
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: value,
      extensions: [
        readOnly ? [EditorState.readOnly.of(true), foldGutter()] : [lineNumbers(), history(), closeBrackets(), indentOnInput(), drawSelection()],
        highlightSpecialChars(),
        bracketMatching(),
        grammar,
        syntaxHighlighting(colours),
        readOnly ? [] : autocompletion(settings().complete ? { override: [(context) => settings().complete?.(context) ?? null] } : {}),
        keymap.of([{ key: "Mod-Enter", run }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", ...(readOnly && { "aria-readonly": "true" }) }),
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) settings().onInput?.(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    show(text) {
      if (view.state.doc.toString() !== text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    destroy: () => view.destroy(),
  };
}
