import { render } from "preact";

import { openBackend } from "./backend/open.ts";
import { followOthers } from "./state/others.ts";
import { backend, changed, failure, region } from "./state/session.ts";
import { followTables } from "./state/tables.ts";
import "./state/theme.ts";
import { App } from "./views/app.tsx";

// The engine is on its way before anything is drawn.
const opening = openBackend();

render(<App />, document.querySelector("#app") as HTMLElement);

opening
  .then(async (opened) => {
    region.value = opened.region;
    backend.value = opened;
    if (location.hash.startsWith("#share=")) await import("./state/share.ts").then(({ openShared }) => openShared());
    followTables();
    followOthers();
    opened.controls?.onReplace(changed);
    // A server may have been written to meanwhile, by whoever.
    document.addEventListener("visibilitychange", () => document.hidden || changed());
    performance.mark("dynatab-usable");
  })
  .catch((error: unknown) => (failure.value = error instanceof Error ? error.message : String(error)));
