import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A view whose code is fetched when it is first shown. */
export function lazy(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function Lazy() {
    const [View, setView] = useState<ComponentType | undefined>(() => loaded);
    useEffect(() => {
      if (!loaded) void load().then((view) => setView(() => (loaded = view)));
    }, []);
    return View ? <View /> : <p class="loading">Loading…</p>;
  };
}
