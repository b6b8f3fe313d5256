import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const KEY = "dynatab-theme";

export const theme = signal<Theme>(stored());

const preference = matchMedia("(prefers-color-scheme: dark)");
export const prefersDark = signal(preference.matches);
preference.addEventListener("change", ({ matches }) => (prefersDark.value = matches));

export function isDark(): boolean {
  return theme.value === "dark" || (theme.value === "system" && prefersDark.value);
}

/** The chosen theme is the document's, and kept. */
effect(() => {
  document.documentElement.dataset["theme"] = isDark() ? "dark" : "light";
  keep(theme.value);
});

/** Storage may be forbidden; then the choice is this page's. */
function stored(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}

function keep(choice: Theme): void {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // see above
  }
}
