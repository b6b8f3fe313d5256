import { hrefOf, route } from "../state/route.ts";
import { Icon, type IconName } from "../widgets/icon.tsx";

const PLACES: { href: string; text: string; icon: IconName; pages: string[] }[] = [
  { href: hrefOf({ page: "start" }), text: "Tables", icon: "table", pages: ["start", "table"] },
  { href: hrefOf({ page: "console", tab: "operation" }), text: "Console", icon: "terminal", pages: ["console"] },
  { href: hrefOf({ page: "requests" }), text: "Requests", icon: "list", pages: ["requests"] },
  { href: hrefOf({ page: "emulator" }), text: "Emulator", icon: "clock", pages: ["emulator"] },
];

/** The places of the playground: beside the tables where there is room, at the thumb where there is not. */
export function Navigation() {
  return (
    <nav class="places" aria-label="Places">
      {PLACES.map(({ href, text, icon, pages }) => (
        <a key={href} href={href} aria-current={pages.includes(route.value.page) ? "page" : undefined}>
          <Icon name={icon} />
          {text}
        </a>
      ))}
    </nav>
  );
}
