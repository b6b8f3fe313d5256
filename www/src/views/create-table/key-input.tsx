import { Button } from "../../widgets/button.tsx";
import { Input, Select } from "../../widgets/field.tsx";
import type { KeyField } from "./form.ts";

const TYPES = [
  ["S", "String"],
  ["N", "Number"],
  ["B", "Binary"],
] as const;

interface KeyInputProps {
  label: string;
  value: KeyField;
  required?: boolean;
  onChange: (value: KeyField) => void;
  onRemove?: () => void;
}

/** The name and the type of an attribute of a key. */
export function KeyInput({ label, value, required, onChange, onRemove }: KeyInputProps) {
  return (
    <div class="pair">
      <Input label={label} value={value.name} required={required ?? false} placeholder={required ? "" : "none"} onInput={(name) => onChange({ ...value, name })} />
      <Select label="Type" value={value.type} options={TYPES} onChange={(type) => onChange({ ...value, type })} />
      {onRemove && <Button kind="quiet" icon="close" label={`Remove ${label.toLowerCase()}`} onClick={onRemove} />}
    </div>
  );
}
