const PATHS = {
  table: "M3 5h18v14H3zM3 10h18M9 10v9",
  plus: "M12 5v14M5 12h14",
  play: "M7 5l12 7-12 7z",
  terminal: "M4 6l6 6-6 6M12 18h8",
  list: "M4 6h16M4 12h16M4 18h16",
  clock: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M5 19l1.500-1.500M17.500 6.500L19 5",
  moon: "M20 14.500A8 8 0 0 1 9.500 4a8 8 0 1 0 10.500 10.500z",
  share: "M12 15V3M8 7l4-4 4 4M5 13v7h14v-7",
  close: "M6 6l12 12M18 6L6 18",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  refresh: "M20 11A8 8 0 0 0 5.700 6.300L4 8M4 4v4h4M4 13a8 8 0 0 0 14.300 4.700L20 16M20 20v-4h-4",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  chevron: "M9 6l6 6-6 6",
  upload: "M12 16V4M8 8l4-4 4 4M4 16v4h16v-4",
  download: "M12 4v12M8 12l4 4 4-4M4 16v4h16v-4",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words: it says nothing that they do not. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
