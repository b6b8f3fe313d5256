import { useState } from "preact/hooks";

import { REGIONS } from "../model/regions.ts";
import { backend, region } from "../state/session.ts";
import { isDark, theme } from "../state/theme.ts";
import { Button } from "../widgets/button.tsx";
import { lazy } from "../widgets/lazy.tsx";

const ShareDialog = lazy(() => import("./share.tsx").then(({ ShareDialog }) => ShareDialog), null);

export function Header() {
  const [sharing, setSharing] = useState(false);
  const dark = isDark();
  return (
    <header class="top">
      <a class="brand" href="#/" aria-label="dynatab, start page">
        <img src="./icon.svg" alt="" width="24" height="24" />
        <b>dynatab</b>
      </a>
      <span class="where">{whereItIs()}</span>
      <label class="region">
        <span class="unseen">Region</span>
        <select value={region.value} onChange={(event) => (region.value = event.currentTarget.value)}>
          {[...new Set([region.value, ...REGIONS])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Button icon="share" kind="quiet" onClick={() => setSharing(true)}>
        <span class="roomy">Share</span>
      </Button>
      <Button icon={dark ? "sun" : "moon"} kind="quiet" label={dark ? "Light colours" : "Dark colours"} onClick={() => (theme.value = dark ? "light" : "dark")} />
      {sharing && <ShareDialog onClose={() => setSharing(false)} />}
    </header>
  );
}

function whereItIs(): string {
  const opened = backend.value;
  if (opened?.kind === "server") return `server ${location.host}`;
  return opened?.kept ? "kept in this browser" : "in this tab";
}
