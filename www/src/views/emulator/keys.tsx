import { KeyList } from "../keys.tsx";

/** The keys, for those who do not know the one that lists them or have switched it off. */
export function KeysPanel() {
  return (
    <section class="panel" aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <KeyList />
    </section>
  );
}
