import type { TypeName } from "../../model/attribute.ts";
import { OPERATORS, type Comparison, type Operator } from "../../model/search.ts";
import { Button } from "../../widgets/button.tsx";
import { Input, Select } from "../../widgets/field.tsx";

const TYPES: readonly (readonly [TypeName, string])[] = [
  ["S", "String"],
  ["N", "Number"],
  ["BOOL", "Boolean"],
  ["B", "Binary"],
  ["NULL", "Null"],
];

interface ComparisonFieldsProps {
  label: string;
  value: Comparison;
  /** The attribute is that of a key. */
  fixed?: boolean;
  operators?: Operator[];
  onChange: (value: Comparison) => void;
  onRemove?: () => void;
}

/** An attribute, how it is compared, and with what. */
export function ComparisonFields({ label, value, fixed, operators, onChange, onRemove }: ComparisonFieldsProps) {
  const set = (change: Partial<Comparison>) => onChange({ ...value, ...change });
  const choices = (operators ?? (Object.keys(OPERATORS) as Operator[])).map((operator) => [operator, OPERATORS[operator]] as const);
  const compares = !value.operator.startsWith("attribute_");
  return (
    <div class="line comparison" role="group" aria-label={label}>
      {fixed ? <span class="of">{value.name}</span> : <Input label="Attribute" hidden placeholder="attribute" value={value.name} onInput={(name) => set({ name })} />}
      <Select label="Comparison" hidden value={value.operator} options={choices} onChange={(operator) => set({ operator })} />
      {compares && !fixed && <Select label="Type" hidden value={value.type} options={TYPES} onChange={(type) => set({ type })} />}
      {compares && value.type !== "NULL" && (
        <Input label="Value" hidden placeholder={value.operator === "in" ? "values, by commas" : fixed ? "any" : "value"} value={value.value} onInput={(text) => set({ value: text })} />
      )}
      {value.operator === "between" && <Input label="Upper end" hidden placeholder="and" value={value.upTo} onInput={(upTo) => set({ upTo })} />}
      {onRemove && <Button kind="quiet" icon="close" label={`Remove ${label.toLowerCase()}`} onClick={onRemove} />}
    </div>
  );
}
