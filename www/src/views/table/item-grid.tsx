import { preview, TYPE_LABELS, typeOf, type Item } from "../../model/attribute.ts";
import { DISTANCES, identity, type Table } from "../../model/table.ts";

/** More columns than this are in the item alone. */
const MOST_COLUMNS = 14;

/** More rows than this make a page slow. */
const MOST_ROWS = 1000;

interface ItemGridProps {
  table: Table;
  items: Item[];
  /** How near each of them is to what was searched. */
  near?: { scores: number[]; distance: keyof typeof DISTANCES };
  chosen?: ReadonlySet<string>;
  onChoose?: (chosen: ReadonlySet<string>) => void;
  onOpen?: (item: Item) => void;
}

/** Items as rows: the key first, then what attributes there are. */
export function ItemGrid({ table, items, near, chosen, onChoose, onOpen }: ItemGridProps) {
  if (items.length === 0) return <p class="hint nothing">No items.</p>;
  const columns = columnsOf(table, items);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose?.(next);
  };
  return (
    <div class="grid" tabIndex={0} role="region" aria-label="Items, as a table">
      <table>
        <thead>
          <tr>
            {onChoose && <th class="pick"><span class="unseen">Choose</span></th>}
            {near && <th scope="col">{DISTANCES[near.distance]}</th>}
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
                {table.KeySchema.some(({ AttributeName }) => AttributeName === name) && <span class="key-mark" title="part of the primary key">key</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.slice(0, MOST_ROWS).map((item, row) => {
            const id = identity(table, item);
            return (
              <tr key={id} class={chosen?.has(id) ? "chosen" : ""}>
                {onChoose && (
                  <td class="pick">
                    <input type="checkbox" aria-label={`Choose ${nameOf(table, item)}`} checked={chosen?.has(id) ?? false} onChange={() => toggle(id)} />
                  </td>
                )}
                {near && <td class="number">{near.scores[row]}</td>}
                {columns.map((name, at) => (
                  <Cell key={name} item={item} name={name} {...(at === 0 && onOpen && { onOpen: () => onOpen(item) })} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {items.length > MOST_ROWS && <p class="hint nothing">The first {MOST_ROWS.toLocaleString("en-US")} are shown: look for less, or export them all.</p>}
    </div>
  );
}

function Cell({ item, name, onOpen }: { item: Item; name: string; onOpen?: () => void }) {
  const value = item[name];
  if (value === undefined) return <td class="none" />;
  const type = typeOf(value);
  const text = preview(value);
  return (
    <td class={type === "N" ? "number" : ""} title={type === "S" || type === "N" ? undefined : TYPE_LABELS[type]}>
      {onOpen ? (
        <button type="button" class="open" onClick={onOpen}>
          {text || "(empty)"}
        </button>
      ) : (
        text
      )}
    </td>
  );
}

function columnsOf(table: Table, items: Item[]): string[] {
  const names = new Set(table.KeySchema.map(({ AttributeName }) => AttributeName));
  const counts = new Map<string, number>();
  for (const item of items) for (const name of Object.keys(item)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const others = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  for (const name of others) names.add(name);
  return [...names].slice(0, MOST_COLUMNS);
}

/** What an item is called where a list of it is read out. */
function nameOf(table: Table, item: Item): string {
  return table.KeySchema.map(({ AttributeName }) => preview(item[AttributeName])).join(" ");
}
