import { useEffect, useState } from "preact/hooks";

import { letterKeys } from "../state/letter-keys.ts";
import { go, route } from "../state/route.ts";
import { tables } from "../state/tables.ts";
import { Dialog } from "../widgets/dialog.tsx";
import { Check } from "../widgets/field.tsx";

const KEYS: [string, string][] = [
  ["g t", "tables"],
  ["g c", "console"],
  ["g r", "requests"],
  ["g e", "emulator"],
  ["j / k", "next and previous table"],
  ["/", "to the search of items"],
  ["Ctrl Enter", "run what stands in an editor"],
  ["?", "this list"],
];

/** Keys for those who do not like to reach for the mouse. They do nothing while somebody types. */
export function Keys() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let before = "";
    const listener = (event: KeyboardEvent) => {
      if (!letterKeys.value || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = before === "g" ? `g ${event.key}` : event.key;
      before = event.key;
      if (act(key, setShown)) event.preventDefault();
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  if (!shown) return null;
  return (
    <Dialog title="Keys" onClose={() => setShown(false)}>
      <KeyList />
    </Dialog>
  );
}

/** What each key does, and whether those of one letter do it. */
export function KeyList() {
  return (
    <>
      <dl class="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Check label="Keys of one letter are on" checked={letterKeys.value} onChange={(on) => (letterKeys.value = on)} />
    </>
  );
}

function act(key: string, show: (shown: boolean) => void): boolean {
  switch (key) {
    case "g t":
      return go({ page: "start" }), true;
    case "g c":
      return go({ page: "console", tab: "operation" }), true;
    case "g r":
      return go({ page: "requests" }), true;
    case "g e":
      return go({ page: "emulator" }), true;
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "/":
      return focus(".search select");
    case "?":
      return show(true), true;
    default:
      return false;
  }
}

function step(by: number): boolean {
  const names = tables.value?.map(({ TableName }) => TableName) ?? [];
  const here = route.value;
  const at = here.page === "table" ? names.indexOf(here.name) : by > 0 ? -1 : names.length;
  const name = names[at + by];
  if (name) go({ page: "table", name, tab: here.page === "table" ? here.tab : "items" });
  return name !== undefined;
}

function focus(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  return Boolean(found);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("dialog") !== null);
}
