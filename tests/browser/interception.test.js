// Clients that know nothing of the emulator: a service worker of the application's own, and Mock Service Worker, answer in AWS's place.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { check as checkAcknowledged, stop, writeUntilKilled } from "./acknowledged.js";
import { startChromium } from "./chromium.js";
import { act, items, profile } from "./profile.js";

const chromium = await startChromium();
after(() => chromium.close());

/** What a page does with clients that were given nothing of the emulator; `asked` is what reached the site. */
async function useClients(tab) {
  const asked = [];
  tab.context().on("request", (request) => request.serviceWorker() === null && asked.push(request.url()));
  const result = await tab.evaluate(async () => {
    const { s3, sdk } = globalThis.page;
    const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
    const client = new sdk.DynamoDBClient({ region: "eu-west-1", credentials });
    await client.send(
      new sdk.CreateTableCommand({
        TableName: "Music",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    await client.send(new sdk.PutItemCommand({ TableName: "Music", Item: { pk: { S: "é" }, cover: { B: new Uint8Array([0, 255]) } } }));
    const { Items } = await client.send(new sdk.ScanCommand({ TableName: "Music" }));
    const fips = await new sdk.DynamoDBClient({ region: "eu-west-1", credentials, useFipsEndpoint: true }).send(new sdk.ListTablesCommand({}));
    const china = await new sdk.DynamoDBClient({ region: "cn-north-1", credentials }).send(new sdk.ListTablesCommand({}));
    const refused = await client.send(new sdk.ScanCommand({ TableName: "Nothing" })).catch((error) => error.name);
    const buckets = new s3.S3Client({ region: "eu-west-1", credentials });
    const object = { Bucket: "amzn-s3-demo-bucket", Key: "a/é +" };
    await buckets.send(new s3.CreateBucketCommand({ Bucket: object.Bucket })).catch(() => undefined);
    await buckets.send(new s3.PutObjectCommand({ ...object, Body: "covered" }));
    const dual = new s3.S3Client({ region: "eu-west-1", credentials, useDualstackEndpoint: true, forcePathStyle: true });
    const cover = await (await dual.send(new s3.GetObjectCommand(object))).Body.transformToString();
    const other = await (await fetch("/somewhere-else")).text();
    return { cover, item: [Items[0].pk.S, ...Items[0].cover.B], fips: fips.TableNames, china: china.TableNames, refused, other };
  });
  return { result, asked };
}

function check({ result }) {
  assert.deepEqual([result.item, result.fips, result.china, result.refused], [["é", 0, 255], ["Music"], [], "ResourceNotFoundException"]);
  assert.equal(result.cover, "covered");
  assert.match(result.other, /^<!doctype html>/, "what is not for DynamoDB goes to the site");
}

/** Lets a service worker control a tab, or another version of it. */
const register = (tab, version = "") =>
  tab.evaluate(async (query) => {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await navigator.serviceWorker.register(`/service-worker.js${query}`, { type: "module" });
    await controlled;
  }, version);

/** A tab that a service worker controls, with a client that knows nothing of it in `globalThis.stored`. */
async function controlled(context) {
  const tab = await (await profile(chromium, context)).open();
  await register(tab);
  await tab.evaluate(() => {
    const { sdk, actsOf } = globalThis.page;
    globalThis.stored = actsOf(new sdk.DynamoDBClient({ region: "eu-west-1", credentials: { accessKeyId: "key", secretAccessKey: "secret" } }));
  });
  await act(tab, "createTable");
  return tab;
}

const isInstalled = (tab, version) =>
  tab.evaluate(async (query) => {
    const { serviceWorker } = navigator;
    const registration = await serviceWorker.ready;
    while (![registration.waiting, serviceWorker.controller].some((worker) => worker?.scriptURL.endsWith(query))) await new Promise((resolve) => setTimeout(resolve, 10));
  }, version);

/** The session that commands the browser's service workers, and the workers that there are by their ids. */
async function workersOf(tab) {
  const session = await tab.context().newCDPSession(tab);
  const versions = new Map();
  session.on("ServiceWorker.workerVersionUpdated", (told) => told.versions.forEach((version) => versions.set(version.versionId, version)));
  await session.send("ServiceWorker.enable");
  return { session, versions };
}

/** Stops the workers of all scripts but the one whose address ends with `query`: Chromium passes by one that is stopped while it takes over. */
async function stopOthers({ session, versions }, query) {
  const others = [...versions.values()].filter(({ scriptURL, runningStatus }) => runningStatus === "running" && !scriptURL.endsWith(query));
  for (const { versionId } of others) await session.send("ServiceWorker.stopWorker", { versionId });
}

test("an application's service worker answers in the place of AWS, also after a reload", async () => {
  const tab = await chromium.open();
  await register(tab);
  check(await useClients(tab));
  await tab.reload();
  await tab.waitForFunction(() => "page" in globalThis);
  const names = await tab.evaluate(async () => {
    const client = new globalThis.page.sdk.DynamoDBClient({ region: "eu-west-1", credentials: { accessKeyId: "key", secretAccessKey: "secret" } });
    return (await client.send(new globalThis.page.sdk.ListTablesCommand({}))).TableNames;
  });
  assert.deepEqual(names, ["Music"], "the worker is still there, and its tables with it");
  await tab.context().close();
});

test("Mock Service Worker answers in the place of AWS", async () => {
  const tab = await chromium.open();
  await tab.evaluate(async () => {
    await import("/mocked.js");
    await globalThis.mocked();
  });
  check(await useClients(tab));
  await tab.context().close();
});

test("a service worker that is stopped at any moment loses nothing that it acknowledged", async (context) => {
  const tab = await controlled(context);
  const told = new Map();
  const writing = ["a", "b"].map((writer) => writeUntilKilled(tab, writer, told));
  const { session } = await workersOf(tab);
  const acknowledged = () => told.get("a").acknowledged;
  await Promise.all(writing.map(({ begun }) => begun));
  for (let round = 0; round < 6; round += 1) {
    await sleep(Math.random() * 200);
    await session.send("ServiceWorker.stopAllWorkers");
    const before = acknowledged();
    while (acknowledged() < before + 3) await sleep(5);
  }
  await stop(tab);
  checkAcknowledged(await items(tab), told, "at the end");
});

// Every request failed until the browser ended the worker.
test("a service worker whose storage another tab destroys begins anew", async (context) => {
  const tab = await controlled(context);
  await act(tab, "put", "a", 1);
  await tab.evaluate(async () => {
    const { createEmulator } = await globalThis.page.load("");
    const emulator = await createEmulator({ storage: "idb://of-the-application" });
    await emulator.storage.destroy();
  });
  await act(tab, "createTable");
  assert.deepEqual(await items(tab), {});
});

// Chromium lets a newer version wait until the older one has nothing to do, or is stopped.
test("writes that are under way when a newer version of a service worker takes over are done, before or after", async (context) => {
  const tab = await controlled(context);
  const workers = await workersOf(tab);
  const expected = {};
  for (let round = 0; round < 4; round += 1) {
    const names = Array.from({ length: 20 }, (_, at) => `${round}-${at}`);
    const writes = names.map((name, at) => sleep(at * 10).then(() => act(tab, "put", name, round)));
    const registered = register(tab, `?version=${round}`);
    await Promise.all(writes);
    await isInstalled(tab, `?version=${round}`);
    await stopOthers(workers, `?version=${round}`);
    await registered;
    for (const name of names) expected[name] = round;
    assert.deepEqual(await items(tab), expected);
  }
});

test("bodies in streams and large ones arrive through a service worker, and what is aborted changes nothing or all", async (context) => {
  const tab = await controlled(context);
  const found = await tab.evaluate(async () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
    const headers = { "x-amz-target": "DynamoDB_20120810.PutItem", "content-type": "application/x-amz-json-1.0", "x-amz-date": "20260101T000000Z", authorization };
    const put = (body, more) => fetch("https://dynamodb.eu-west-1.amazonaws.com/", { method: "POST", headers, body, ...more });
    const text = (pk, more) => JSON.stringify({ TableName: "Table", Item: { pk: { S: pk }, ...more } });
    const outcome = (asked) => asked.then(({ status }) => status, ({ name }) => name);
    const pieces = (...some) => new ReadableStream({ start: (controller) => (some.forEach((piece) => controller.enqueue(new TextEncoder().encode(piece))), controller.close()) });
    const streamed = text("streamed");
    // Of a body that is given up in the middle Chromium tells a service worker that it ends there.
    const late = new AbortController();
    const never = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(text("never").slice(0, -5))) });
    const results = {
      streamed: await outcome(put(pieces(streamed.slice(0, 20), streamed.slice(20)), { duplex: "half" })),
      broken: await outcome(put(new ReadableStream({ pull: (controller) => controller.error(new Error("no more")) }), { duplex: "half" })),
      large: await outcome(put(text("large", Object.fromEntries([0, 1, 2].map((at) => [`text${at}`, { S: "x".repeat(130_000) }]))))),
      tooLarge: await outcome(put("x".repeat(17 * 1024 * 1024))),
      early: await outcome(put(text("early"), { signal: AbortSignal.abort() })),
    };
    const asked = outcome(put(never, { duplex: "half", signal: late.signal }));
    setTimeout(() => late.abort(), 100);
    results.unfinished = await asked;
    for (let delay = 0; delay < 20; delay += 1) {
      const controller = new AbortController();
      const racing = outcome(put(text(`race ${delay}`), { signal: controller.signal }));
      setTimeout(() => controller.abort(), delay / 2);
      results[`race ${delay}`] = await racing;
    }
    return results;
  });
  const { streamed, broken, large, tooLarge, early, unfinished, ...races } = found;
  assert.deepEqual({ streamed, broken, large, tooLarge, early, unfinished }, { streamed: 200, broken: "TypeError", large: 200, tooLarge: 413, early: "AbortError", unfinished: "AbortError" });
  const keys = Object.keys(await items(tab));
  assert.ok(keys.includes("streamed") && keys.includes("large") && !keys.includes("early") && !keys.includes("never"), keys.join());
  for (const [name, result] of Object.entries(races)) assert.ok(result === "AbortError" || (result === 200 && keys.includes(name)), `${name}: ${result}`);
});
