// How long the emulator works: what is neither the AWS SDK nor the test runner. Only asked for by DYNATAB_SHARE, the folder that it is written to.

const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** Counts the time in `setup`, which makes a fixture, and in all that the fixture and its emulator do. */
exports.measured = function measured(name, setup) {
  if (!process.env.DYNATAB_SHARE) return setup();
  const parts = { setup: 0, prepare: 0, restore: 0, requests: 0, close: 0 };
  const timed = (part, work) => {
    const began = performance.now();
    const result = work();
    parts[part] += performance.now() - began;
    return result;
  };
  const waited = async (part, work) => {
    const began = performance.now();
    await work();
    parts[part] += performance.now() - began;
  };
  const fixture = timed("setup", setup);
  const { emulator } = fixture;
  const [prepare, restore, close] = ["prepare", "restore", "close"].map((method) => fixture[method].bind(fixture));
  const handle = emulator.requestHandler.handle.bind(emulator.requestHandler);
  fixture.prepare = () => waited("prepare", prepare);
  fixture.restore = () => timed("restore", restore);
  // A request is answered before its promise is there.
  emulator.requestHandler.handle = (...words) => timed("requests", () => handle(...words));
  fixture.close = async () => {
    await waited("close", close);
    writeFileSync(join(process.env.DYNATAB_SHARE, `${name}.json`), JSON.stringify(parts));
  };
  return fixture;
};
