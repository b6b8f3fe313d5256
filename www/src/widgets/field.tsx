import type { ComponentChildren } from "preact";

interface FieldProps {
  label: string;
  children: ComponentChildren;
  hint?: string;
  /** The label is for those who do not see where the field stands. */
  hidden?: boolean;
}

/** A field and what it is called. */
export function Field({ label, children, hint, hidden }: FieldProps) {
  return (
    <label class="field">
      <span class={hidden ? "unseen" : "name"}>{label}</span>
      {children}
      {hint && <span class="hint">{hint}</span>}
    </label>
  );
}

interface InputProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "number";
  hint?: string;
  hidden?: boolean;
  placeholder?: string;
  required?: boolean;
  list?: string;
  min?: number;
  max?: number;
  pattern?: string;
  readOnly?: boolean;
}

export function Input({ label, value, onInput, hint, hidden, type = "text", ...rest }: InputProps) {
  return (
    <Field label={label} hint={hint} hidden={hidden}>
      <input type={type} value={value} autocomplete="off" spellcheck={false} autocapitalize="off" onInput={(event) => onInput(event.currentTarget.value)} {...rest} />
    </Field>
  );
}

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
  hidden?: boolean;
}

export function Select<Value extends string>({ label, value, options, onChange, hidden }: SelectProps<Value>) {
  return (
    <Field label={label} hidden={hidden}>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
