interface TabsProps {
  label: string;
  tabs: { href: string; text: string; current: boolean }[];
}

/** Views beside each other, as links: they have addresses, and the way back works. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ href, text, current }) => (
        <a key={href} href={href} aria-current={current ? "page" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}
