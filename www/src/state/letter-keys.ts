import { effect, signal } from "@preact/signals";

const KEY = "dynatab-letter-keys";

/** Whether keys of one letter do anything: they get in the way of those who speak to their machine. */
export const letterKeys = signal(stored());

/** The choice is kept. */
effect(() => keep(letterKeys.value));

/** Storage may be forbidden; then the choice is this page's. */
function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function keep(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // see above
  }
}
