/** A setup file: it does its work when Vitest loads it. */
export {};
