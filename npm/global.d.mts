/** For `globalSetup` of Vitest with `pool: "threads"`: keeps what V8 has compiled of the engine for all test files. */
export function setup(): void;
export function teardown(): Promise<void>;
