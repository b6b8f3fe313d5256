import { useState } from "preact/hooks";

import type { Item } from "../../model/attribute.ts";
import { fromPlain, toPlain } from "../../model/plain.ts";
import { identity, keyOf, keyType, type Table } from "../../model/table.ts";
import { fromTyped, toTyped } from "../../model/typed.ts";
import { call } from "../../state/call.ts";
import { notify } from "../../state/notices.ts";
import { Button } from "../../widgets/button.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { Editor } from "../../widgets/editor.tsx";

type Form = "plain" | "typed";

interface ItemDialogProps {
  table: Table;
  /** Undefined: a new one. */
  item: Item | undefined;
  /** The same as it is by now; undefined if that is not known. */
  now?: Item | undefined;
  onClose: () => void;
}

export function ItemDialog({ table, item, now, onClose }: ItemDialogProps) {
  const [begun, setBegun] = useState(() => item ?? blank(table));
  const [form, setForm] = useState<Form>("plain");
  const [text, setText] = useState(() => toPlain(begun));
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const read = () => (form === "plain" ? fromPlain(text, begun) : fromTyped(text));
  const trying = (action: () => Promise<void> | void) => async () => {
    try {
      setRefusal(undefined);
      await action();
    } catch (error) {
      setRefusal((error as Error).message);
    }
  };
  const changed = now !== undefined && JSON.stringify(now) !== JSON.stringify(begun);
  const takeOver = () => {
    setBegun(now ?? begun);
    setText(form === "plain" ? toPlain(now ?? begun) : toTyped(now ?? begun));
  };
  const turn = (to: Form) =>
    trying(() => {
      const current = read();
      setText(to === "plain" ? toPlain(current) : toTyped(current));
      setForm(to);
    });
  const save = trying(async () => {
    const saved = read();
    await call("PutItem", { TableName: table.TableName, Item: saved, ...(!item && { ConditionExpression: absent(table), ExpressionAttributeNames: names(table) }) });
    notify(item && identity(table, item) !== identity(table, saved) ? "Saved under another key; the item is still there under the old one" : "Saved");
    onClose();
  });
  const remove = trying(async () => {
    await call("DeleteItem", { TableName: table.TableName, Key: keyOf(table, item as Item) });
    notify("Deleted");
    onClose();
  });
  return (
    <Dialog title={item ? "Item" : "New item"} wide onClose={onClose}>
      <div class="line" role="group" aria-label="Form of the JSON">
        <Button kind="quiet" pressed={form === "plain"} onClick={turn("plain")}>
          JSON
        </Button>
        <Button kind="quiet" pressed={form === "typed"} onClick={turn("typed")}>
          DynamoDB JSON
        </Button>
        <span class="hint">{form === "plain" ? "Numbers keep all their digits. Sets are lists, binaries Base64; both stay what they were." : "Each value with its type."}</span>
      </div>
      <Editor label="Item" language="json" value={text} rows={16} onInput={setText} onRun={save} />
      {changed && (
        <p class="line warning" role="status">
          It was changed meanwhile; what you save replaces that.
          <Button kind="quiet" onClick={takeOver}>
            Show it as it is now
          </Button>
        </p>
      )}
      {refusal && (
        <p class="refusal" role="alert">
          {refusal}
        </p>
      )}
      <footer>
        {item && (
          <Button kind="danger" icon="trash" onClick={remove}>
            Delete
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" onClick={save}>
          Save
        </Button>
      </footer>
    </Dialog>
  );
}

/** The key, to be filled in. */
function blank(table: Table): Item {
  const one = { S: { S: "" }, N: { N: "0" }, B: { B: "" } };
  return Object.fromEntries(table.KeySchema.map(({ AttributeName }) => [AttributeName, one[keyType(table, AttributeName)]]));
}

/** A new item overwrites none. */
function absent(table: Table): string {
  return table.KeySchema.map((_, at) => `attribute_not_exists(#k${at})`).join(" AND ");
}

function names(table: Table): Record<string, string> {
  return Object.fromEntries(table.KeySchema.map(({ AttributeName }, at) => [`#k${at}`, AttributeName]));
}
