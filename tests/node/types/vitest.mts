import { emulatorTest, setupEmulator, type Fixture } from "dynatab/vitest";

const fixture: Fixture = setupEmulator({ tables: [] });
const test = emulatorTest({ tables: "template.yaml" });
test.concurrent("typed", async ({ emulator, expect }) => {
  const region: string = emulator.region;
  expect(region).toBe(fixture.emulator.region);
});
// @ts-expect-error: an unknown option
emulatorTest({ table: [] });
