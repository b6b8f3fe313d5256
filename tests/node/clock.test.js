import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

import { createEmulator } from "dynatab";

import { call } from "./request.js";

const START = Date.UTC(2026, 9, 1);

/** An emulator whose source of time the test moves. */
async function emulatorAt(start = START) {
  const source = { time: start };
  return { source, emulator: await createEmulator({ now: () => source.time }) };
}

async function creationTime(emulator) {
  const input = {
    TableName: "Table",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  };
  const response = await emulator.fetch(call("CreateTable", input));
  return (await response.json()).TableDescription.CreationDateTime * 1000;
}

test("requests happen at the time of the clock", async () => {
  const { emulator } = await emulatorAt();
  emulator.clock.advance({ days: 2, hours: 1, minutes: 1, seconds: 1, milliseconds: 1 });
  assert.equal(await creationTime(emulator), START + 2 * 86_400_000 + 3_661_001);
});

test("a clock that was advanced or set goes on at the pace of its source", async () => {
  const { source, emulator } = await emulatorAt();
  emulator.clock.advance(500);
  source.time += 10;
  assert.equal(emulator.clock.now(), START + 510);
  emulator.clock.set("2030-01-01T00:00:00Z");
  source.time += 10;
  assert.equal(emulator.clock.now(), Date.UTC(2030, 0, 1) + 10);
});

test("a frozen clock moves only when it is told to, and follows its source again", async () => {
  const { source, emulator } = await emulatorAt();
  emulator.clock.freeze();
  source.time += 1000;
  assert.equal(emulator.clock.now(), START);
  assert.equal(emulator.clock.frozen, true);
  emulator.clock.advance({ seconds: 1 });
  emulator.clock.set(new Date(emulator.clock.now() + 1));
  assert.equal(emulator.clock.now(), START + 1001);
  emulator.clock.freeze(0);
  assert.equal(emulator.clock.now(), 0);
  emulator.clock.follow();
  assert.equal(emulator.clock.now(), START + 1000);
  assert.equal(emulator.clock.frozen, false);
});

test("a Date of another realm is a time, as in the tests of Jest", async () => {
  const { emulator } = await emulatorAt();
  emulator.clock.freeze(runInNewContext("new Date(5)"));
  assert.equal(emulator.clock.now(), 5);
});

test("real time is followed where nothing is said, whatever becomes of Date.now", async () => {
  const emulator = await createEmulator();
  const now = Date.now;
  Date.now = () => 0;
  try {
    assert.ok(Math.abs(emulator.clock.now() - now()) < 60_000);
  } finally {
    Date.now = now;
  }
});

for (const [move, message] of [
  [(clock) => clock.set("soon"), /clock\.set: "soon" is no time: write a Date/],
  [(clock) => clock.set(null), /clock\.set: null is no time/],
  [(clock) => clock.freeze(true), /clock\.freeze: true is no time/],
  [(clock) => clock.set([5]), /clock\.set: \[5\] is no time/],
  [(clock) => clock.set(5n), /clock\.set: 5n is no time/],
  [(clock) => clock.set(Symbol("x")), /clock\.set: Symbol\(x\) is no time/],
  [(clock) => clock.set(new Date(NaN)), /clock\.set: null is no time/],
  [(clock) => clock.set(9e15), /clock\.set: 9000000000000000 is no time/],
  [(clock) => clock.advance("1d"), /clock\.advance: "1d" is no duration: write milliseconds or an object/],
  [(clock) => clock.advance(null), /clock\.advance: null is no duration: write milliseconds or an object/],
  [(clock) => clock.advance({ day: 1 }), /clock\.advance: there is no option "day"; write one of days, hours/],
  [(clock) => clock.advance({ days: "1" }), /clock\.advance: days cannot be "1": write a number/],
  [(clock) => clock.advance(NaN), /clock\.advance: NaN is no duration/],
  [(clock) => clock.advance({ days: Infinity }), /clock\.set: Infinity is no time/],
]) {
  test(`what makes no sense says what to write: ${message.source}`, async () => {
    const { emulator } = await emulatorAt();
    assert.throws(() => move(emulator.clock), { name: "TypeError", message });
    assert.equal(emulator.clock.now(), START);
  });
}
