import assert from "node:assert/strict";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call } from "./request.js";

const REFUSED = [
  [3, /write an object with one or more of storage, durability, persist, region/],
  [[], /write an object with one or more of storage, durability, persist, region/],
  [{ regoin: "eu-west-1" }, /there is no option "regoin"; write one of storage, durability, persist, region/],
  [{ storage: "disk" }, /storage cannot be "disk": write "memory"/],
  [{ region: 1 }, /region cannot be 1: write a region name/],
  [{ region: "EU west" }, /'EU west' is not a region: write lower-case letters/],
  [{ accountId: 123456789012 }, /accountId cannot be 123456789012: write twelve digits as a string/],
  [{ accountId: "12" }, /'12' is not an account id: write twelve digits/],
  [{ accounts: ["123456789012"] }, /accounts cannot be \["123456789012"\]: write an object/],
  [{ accounts: new Map([["key", "123456789012"]]) }, /accounts cannot be \{\}: write an object/],
  [{ accounts: { key: 123456789012n } }, /accounts cannot be \[object Object\]: write an object/],
  [{ accounts: { "": "123456789012" } }, /write an object from access key to account id/],
  [{ accessKeys: ["key"] }, /accessKeys cannot be a list: write an object from access key/],
  [{ accessKeys: { key: { secretAccessKey: "s", colour: {} } } }, /accessKeys cannot be \{ key: \{ secretAccessKey: a string, colour: \{\} \} \}: write/],
  [{ accessKeys: { key: "secret" } }, /write an object from access key to what is known of it/],
  [{ accessKeys: { key: { secret: "s" } } }, /write an object from access key to what is known of it/],
  [{ accessKeys: { key: { context: { a: 1 } } } }, /write an object from access key to what is known of it/],
  [{ accessKeys: { key: { principalArn: "alice" } } }, /access key key: 'alice' is no principal: write the ARN/],
  [{ accessKeys: { key: { accountId: "111122223333", principalArn: "arn:aws:iam::444455556666:user/a" } } }, /accountId is not the account of principalArn/],
  [{ accessKeys: { key: { policies: ["{"] } } }, /a policy cannot be attached to an identity: .*invalid Json/],
  [{ enforcePolicies: 1 }, /enforcePolicies cannot be 1: write true or false/],
  [{ storage: "dir:" }, /storage cannot be "dir:": write "memory"/],
  [{ storage: "idb://" }, /storage cannot be "idb:\/\/": write "memory"/],
  [{ storage: "idb://music" }, /storage cannot be "idb:\/\/music": there is IndexedDB in browsers alone/],
  [{ storage: ["memory"] }, /storage cannot be \["memory"\]: write "memory"/],
  [{ durability: "lax" }, /durability cannot be "lax": write "strict" or "relaxed"/],
  [{ persist: 1 }, /persist cannot be 1: write true or false/],
  [{ storage: Symbol("memory") }, /storage cannot be Symbol\(memory\): write "memory"/],
  [new Map([["region", "eu-west-1"]]), /write an object with one or more of storage, durability, persist, region/],
  [{ accounts: { key: "1" } }, /'1' is not an account id: write twelve digits/],
  [{ sharedNamespace: "yes" }, /sharedNamespace cannot be "yes": write true or false/],
  [{ timeToLiveInterval: -1 }, /timeToLiveInterval cannot be -1: write milliseconds, or Infinity/],
  [{ timeToLiveInterval: "60" }, /timeToLiveInterval cannot be "60": write milliseconds/],
  [{ validation: "new" }, /validation cannot be "new": write "2026" or "classic"/],
  [{ consistency: 200 }, /consistency cannot be 200: write an object, for example \{ lag: \{ milliseconds: 200 \} \}/],
  [{ consistency: { delay: 1 } }, /there is no option "delay"; write one of lag, indexLag/],
  [{ consistency: { lag: "1s" } }, /consistency.lag: "1s" is no duration/],
  [{ consistency: { lag: -1 } }, /consistency.lag: -1 is no length of time/],
  [{ consistency: { lag: { writes: 1.5 } } }, /writes cannot be 1.5: write how many writes/],
  [{ consistency: { indexLag: { writes: 1, seconds: 1 } } }, /there is no option "seconds"; write one of writes/],
  [{ recoveryDelay: -1 }, /recoveryDelay cannot be -1: write a whole number of seconds from 0 to 86400/],
  [{ recoveryDelay: 0.5 }, /recoveryDelay cannot be 0.5: write a whole number of seconds/],
  [{ lifecycle: "slow" }, /lifecycle cannot be "slow": write "instant", "realistic", or for example \{ createTable: \{ seconds: 2 \} \}/],
  [{ lifecycle: { createTable: -1 } }, /lifecycle.createTable: -1 is no length of time/],
  [{ lifecycle: { createTable: "2s" } }, /lifecycle.createTable: "2s" is no duration/],
  [{ lifecycle: { create: 1 } }, /lifecycle has no 'create': write one of createTable, updateTable, /],
  [{ throttling: "on" }, /throttling cannot be "on": write true, or for example \{ burst: \{ seconds: 0 \} \}/],
  [{ throttling: { rate: 1 } }, /there is no option "rate"; write one of burst/],
  [{ throttling: { burst: -1 } }, /throttling.burst: -1 is no length of time/],
  [{ seed: -1 }, /seed cannot be -1: write a whole number/],
  [{ seed: 1.5 }, /seed cannot be 1.5: write a whole number/],
  [{ seed: 7n }, /seed cannot be 7n: write a whole number/],
  [{ now: 0 }, /now cannot be 0: write a function/],
];

for (const [options, message] of REFUSED) {
  test(`an option that makes no sense says what to write: ${message.source}`, async () => {
    await assert.rejects(createEmulator(options), { name: "TypeError", message });
  });
}

test("no error tells a secret", async () => {
  const cyclic = { secretAccessKey: "hunter2" };
  cyclic.itself = cyclic;
  for (const accessKeys of ["hunter2", ["hunter2"], { key: "hunter2" }, { key: { secret: "hunter2" } }, { key: [["hunter2"]] }, { key: cyclic }, new Map([["key", "hunter2"]]), 7n]) {
    await assert.rejects(createEmulator({ accessKeys }), ({ name, message }) => name === "TypeError" && !message.includes("hunter2") && !message.includes("7"));
  }
  const emulator = await createEmulator();
  for (const credentials of ["hunter2", { accessKeyId: "a", secretAccessKey: ["hunter2"] }, { secretAccessKey: "hunter2" }, () => "hunter2"]) {
    assert.throws(() => emulator.clientConfig({ credentials }), ({ name, message }) => name === "TypeError" && !message.includes("hunter2"));
  }
});

test("undefined options count as absent", async () => {
  const emulator = await createEmulator({ region: undefined, seed: undefined });
  assert.equal(emulator.region, "us-east-1");
});

test("the same seed gives the same request ids, another seed gives others", async () => {
  const id = async (seed) => {
    const emulator = await createEmulator({ seed });
    return (await emulator.fetch(call("ListTables"))).headers.get("x-amzn-requestid");
  };
  assert.equal(await id(7), await id(7));
  assert.notEqual(await id(7), await id(8));
  assert.notEqual(await id(undefined), await id(undefined));
});

test("the clock is asked at each request", async () => {
  let asked = 0;
  const emulator = await createEmulator({ now: () => Date.UTC(2026, 0, 1) + ++asked });
  await emulator.fetch(call("ListTables"));
  await emulator.fetch(call("ListTables"));
  assert.equal(asked, 2);
});

test("a clock that throws reaches the caller and harms nothing", async () => {
  let broken = true;
  const now = () => {
    if (broken) throw new RangeError("no time");
    return 0;
  };
  const emulator = await createEmulator({ now });
  await assert.rejects(emulator.fetch(call("ListTables")), { name: "RangeError", message: "no time" });
  broken = false;
  assert.equal((await emulator.fetch(call("ListTables"))).status, 200);
});

test("a clock that tells no time is refused and harms nothing", async () => {
  let time;
  const emulator = await createEmulator({ now: () => time });
  for (time of [NaN, Infinity, 8.65e15, "12:00", 5n, undefined, Symbol("now"), new Date(), Promise.resolve(0)]) {
    await assert.rejects(emulator.fetch(call("ListTables")), { name: "TypeError", message: /now cannot return .*: return milliseconds since 1970/ });
  }
  time = 0;
  assert.equal((await emulator.fetch(call("ListTables"))).status, 200);
});

test("clientConfig refuses what makes no sense", async () => {
  const emulator = await createEmulator();
  assert.throws(() => emulator.clientConfig({ region: 5 }), /clientConfig: region cannot be 5: write a region name/);
  assert.throws(() => emulator.clientConfig({ credentials: "me" }), /credentials cannot be a string: write an object/);
  assert.throws(() => emulator.clientConfig({ signed: true }), /there is no option "signed"; write one of region, credentials, signatures/);
});

test("attach refuses what is no client", async () => {
  const emulator = await createEmulator();
  for (const wrong of [undefined, null, {}, "client"]) {
    assert.throws(() => emulator.attach(wrong), { name: "TypeError", message: /write a client of the AWS SDK/ });
  }
});
