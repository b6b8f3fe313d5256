// Heads are read once and recognised: nothing that matters may be mistaken for what came before it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createEmulator } from "dynatab";

import { call, manyTables } from "./request.js";

const TABLE = { ...manyTables()[0], TableName: "Music" };
const emulator = await createEmulator({ accounts: { OTHER: "123456789012" } });

/** A regular authorization, whose signature is the digit `digit` 64 times. */
function authorization(digit, { key = "KEY", region = "us-east-1" } = {}) {
  const credential = `${key}/20261001/${region}/dynamodb/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${digit.repeat(64)}`;
}

async function list(more) {
  const response = await emulator.fetch(call("ListTables", {}, more));
  const { TableNames, message } = await response.json();
  return TableNames ?? message;
}

await emulator.fetch(call("CreateTable", TABLE, { authorization: authorization("0") }));

test("another signature leads to the same tables", async () => {
  for (const digit of "0123") assert.deepEqual(await list({ authorization: authorization(digit), "x-amz-date": `2026100${digit}T000000Z` }), ["Music"]);
});

test("another region and another account have other tables", async () => {
  assert.deepEqual(await list({ authorization: authorization("4", { region: "us-west-1" }) }), []);
  assert.deepEqual(await list({ authorization: authorization("4", { key: "OTHER" }) }), []);
  assert.deepEqual(await list({ authorization: authorization("4") }), ["Music"]);
});

test("a head that lacks something is refused even after a complete one", async () => {
  await list({ authorization: authorization("5") });
  assert.match(await list({ authorization: authorization("5").replace("SignedHeaders", "SignedHeaderz") }), /requires 'SignedHeaders' parameter/);
  assert.match(await list({ authorization: authorization("5").replace(/Signature=.*/, "") }), /requires 'Signature' parameter/);
  const request = call("ListTables", {}, { authorization: authorization("5") });
  request.headers.delete("x-amz-date");
  assert.match((await (await emulator.fetch(request)).json()).message, /'X-Amz-Date' or a 'Date' header/);
});

test("more heads than are kept change nothing", async () => {
  for (let head = 0; head < 1500; head += 1) await list({ authorization: authorization("6", { key: `KEY${head}` }) });
  assert.deepEqual(await list({ authorization: authorization("6") }), ["Music"]);
});
