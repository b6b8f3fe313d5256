import { useEffect, useRef } from "preact/hooks";

interface TabsProps {
  label: string;
  tabs: { href: string; text: string; current: boolean }[];
}

/** Views beside each other, as links: they have addresses, and the way back works. Where not all have room, the current one is in sight. */
export function Tabs({ label, tabs }: TabsProps) {
  const nav = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  useEffect(() => nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [current]);
  return (
    <nav ref={nav} class="tabs" aria-label={label}>
      {tabs.map(({ href, text, current }) => (
        <a key={href} href={href} aria-current={current ? "page" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}
