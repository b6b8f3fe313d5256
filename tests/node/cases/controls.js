// What a case does to an emulator beside sending requests, wherever the emulator is.

/** Options of the emulators that cases are played against: their clock stands at 2026-10-01T00:00:00Z. */
export const SETTINGS = { now: () => Date.UTC(2026, 9, 1), seed: 1 };

/** Controls that are methods of the ways between regions. */
const REPLICATION = {
  isolateRegion: (replication, { region }) => replication.isolate(region),
  healRegion: (replication, { region }) => replication.heal(region),
};

/** What of `emulator` does what the control `name` does. */
function controlOf(emulator, name) {
  if (name in REPLICATION) return (input) => REPLICATION[name](emulator.replication, input);
  if (name === "readDataStream") return (input) => emulator.kinesis.read(input);
  return (input) => emulator[name](input);
}

/** The part of a face that every emulator has. */
export function controls(emulator) {
  return {
    control: (name, input) => controlOf(emulator, name)(input),
    advance: (milliseconds) => void emulator.clock.advance(milliseconds),
    reset() {
      emulator.reset();
      emulator.clock.follow();
    },
  };
}
