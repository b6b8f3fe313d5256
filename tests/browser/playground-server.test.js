// The playground that the HTTP server shows to browsers, which looks into that server.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { headers } from "../node/request.js";
import { startServer } from "../node/server-process.js";
import { launchChromium } from "./browser.js";
import { Playground } from "./playground.js";

const server = await startServer({ after }, "--region", "eu-central-1");
const browser = await launchChromium();
after(async () => {
  await browser.close();
});

const ask = (operation, input) => fetch(server.url, { method: "POST", headers: headers(operation, { authorization: headers(operation).authorization.replace("us-east-1", "eu-central-1") }), body: JSON.stringify(input) });

test("a browser at / looks into the server, without an engine of its own", { timeout: 60_000 }, async () => {
  await ask("CreateTable", {
    TableName: "OfTheServer",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
  await ask("PutItem", { TableName: "OfTheServer", Item: { pk: { S: "é" } } });
  const asked = [];
  const playground = await Playground.open(browser, server.url);
  const { page } = playground;
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("link", { name: /OfTheServer/ }).first().click();
  await page.getByRole("row", { name: /é/ }).waitFor();
  await playground.button("New item").click();
  await playground.write("Item", '{ "pk": "from the page" }');
  await playground.button("Save").click();
  await page.getByRole("row", { name: /from the page/ }).waitFor();
  assert.equal((await (await ask("Scan", { TableName: "OfTheServer" })).json()).Count, 2);
  await playground.go("#/emulator");
  await page.getByText(/looks into the server at/).waitFor();
  assert.ok(!asked.some((url) => url.endsWith(".wasm")), `${asked}`);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test("a table and a vector index that take their time are followed until they are there", { timeout: 60_000 }, async () => {
  const slow = await startServer({ after }, "--lifecycle", "createTable=2000,allocateIndex=1500,backfillIndex=2500");
  const playground = await Playground.open(browser, slow.url);
  const { page, dialog } = playground;
  await playground.button("Create table").last().click();
  await dialog.getByLabel("Table name").fill("Sounds");
  await playground.button("Create table", dialog).click();
  await page.getByText("The table is being created.").waitFor();
  await page.getByText("No items.").waitFor();
  await playground.go("#/tables/Sounds/structure");
  await playground.button("Add index").click();
  await dialog.getByLabel("Kind").selectOption("vector");
  await dialog.getByLabel("Index name").fill("near");
  await dialog.getByLabel("Attribute with the vector").fill("sound");
  await dialog.getByLabel("Numbers in it").fill("2");
  await playground.button("Add index", dialog).click();
  const card = page.getByRole("listitem").filter({ hasText: "near" });
  for (const status of ["creating", "backfilling", "active"]) await card.getByText(status, { exact: true }).waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test("everybody else gets DynamoDB's answers, and no file but the playground's", async () => {
  assert.match(await (await fetch(server.url)).text(), /^healthy: dynamodb/);
  for (const path of ["/files.json", "/../command.js", "/%2e%2e/command.js", "/assets/", "/playground/index.html"]) {
    const response = await fetch(`${server.url}${path}`, { headers: { accept: "text/html" } });
    assert.equal(response.headers.get("content-type"), null, path);
  }
  const page = await fetch(server.url, { headers: { accept: "text/html" } });
  assert.match(page.headers.get("content-security-policy"), /script-src 'self' 'wasm-unsafe-eval'/);
  const posted = await fetch(server.url, { method: "POST", headers: { accept: "text/html" }, body: "{}" });
  assert.notEqual(posted.headers.get("content-type"), "text/html; charset=utf-8");
});
