import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * A view whose code is fetched when it is first shown.
 *
 * @param meanwhile what is shown until it is there
 */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>, meanwhile: ComponentChildren = <p class="loading">Loading…</p>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [View, setView] = useState<ComponentType<Props> | undefined>(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (view) => setView(() => (loaded = view)),
        () => setFailed(true),
      );
    }, []);
    if (failed) return <p class="refusal">This part of the page could not be fetched. Reload the page.</p>;
    return View ? <View {...props} /> : <>{meanwhile}</>;
  };
}
