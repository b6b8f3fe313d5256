import { useState } from "preact/hooks";

import { readFile, writeFile, type FileForm } from "../../model/file.ts";
import type { Table } from "../../model/table.ts";
import { allItems } from "../../state/all-items.ts";
import { download } from "../../state/download.ts";
import { attempt, notify } from "../../state/notices.ts";
import { changed } from "../../state/session.ts";
import { takeTable } from "../../state/shared-table.ts";
import { writeItems } from "../../state/write-items.ts";
import { Button } from "../../widgets/button.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { Field, Select } from "../../widgets/field.tsx";

interface FilesProps {
  table: Table;
  onClose: () => void;
}

const counted = ({ length }: unknown[]) => `${length} ${length === 1 ? "item" : "items"}`;

export function ExportDialog({ table, onClose }: FilesProps) {
  const [form, setForm] = useState<FileForm | "table">("typed");
  const save = () =>
    attempt(async () => {
      if (form === "table") {
        download(`${table.TableName}.table.json`, `${JSON.stringify(await takeTable(table), undefined, 2)}\n`);
        notify("The table is written; Create table reads it");
      } else {
        const items = await allItems(table.TableName);
        download(`${table.TableName}.${form === "typed" ? "jsonl" : "json"}`, writeFile(items, form));
        notify(`${counted(items)} written`);
      }
      onClose();
    });
  return (
    <Dialog title={`Export ${table.TableName}`} onClose={onClose}>
      <Select
        label="Form"
        value={form}
        options={[
          ["typed", "Items as DynamoDB JSON, one a line, as exports to S3 have it"],
          ["plain", "Items as plain JSON, an array"],
          ["table", "The whole table: keys, indexes, settings, items"],
        ]}
        onChange={setForm}
      />
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" icon="download" onClick={save}>
          Export
        </Button>
      </footer>
    </Dialog>
  );
}

export function ImportDialog({ table, onClose }: FilesProps) {
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const load = async () => {
    try {
      const items = readFile(text);
      await writeItems(table.TableName, items);
      notify(`${counted(items)} imported`);
      onClose();
    } catch (error) {
      setRefusal((error as Error).message);
    } finally {
      changed();
    }
  };
  return (
    <Dialog title={`Import into ${table.TableName}`} wide onClose={onClose}>
      <Field label="File" hint="DynamoDB JSON or plain JSON: an array, or one item a line. An item of the same key is replaced.">
        <input type="file" accept=".json,.jsonl,.ndjson,application/json" onChange={async (event) => setText((await event.currentTarget.files?.[0]?.text()) ?? "")} />
      </Field>
      <Field label="Or paste it here">
        <textarea rows={10} value={text} spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
      </Field>
      {refusal && (
        <p class="refusal" role="alert">
          {refusal}
        </p>
      )}
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" icon="upload" disabled={text.trim() === ""} onClick={load}>
          Import
        </Button>
      </footer>
    </Dialog>
  );
}
