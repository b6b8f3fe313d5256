// What a case does to an emulator beside sending requests, wherever the emulator is.

/** Options of the emulators that cases are played against: their clock stands at 2026-10-01T00:00:00Z. */
export const SETTINGS = { now: () => Date.UTC(2026, 9, 1), seed: 1 };

/** The part of a face that every emulator has. */
export function controls(emulator) {
  return {
    control: (name, input) => emulator[name](input),
    advance: (milliseconds) => void emulator.clock.advance(milliseconds),
    reset() {
      emulator.reset();
      emulator.clock.follow();
    },
  };
}
