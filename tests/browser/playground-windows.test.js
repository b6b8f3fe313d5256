// Two windows of the playground beside each other: one sees what the other does, as it happens. Nobody goes from one to the other meanwhile.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { headers } from "../node/request.js";
import { startServer } from "../node/server-process.js";
import { launchChromium } from "./browser.js";
import { Playground, startPlayground } from "./playground.js";

const started = await startPlayground();
after(() => started.close());

/** A test with two windows, in which nothing may be complained of. */
function inTwoWindows(name, run) {
  test(name, { timeout: 60_000 }, async () => {
    const first = await started.open();
    try {
      const second = await first.another();
      await run(first, second);
      assert.deepEqual([...first.complaints, ...second.complaints], []);
    } finally {
      await first.close();
    }
  });
}

async function put(playground, item) {
  await playground.button("New item").click();
  await playground.write("Item", JSON.stringify(item));
  await playground.button("Save").click();
  await playground.dialog.waitFor({ state: "detached" });
}

inTwoWindows("tables, their settings and their items are seen as they come, change and go, in both directions", async (first, second) => {
  await first.load("Music");
  await second.page.getByRole("link", { name: "Music 10" }).first().click();
  await second.page.getByText(/^10 items/).waitFor();
  for (const [writer, watcher, song] of [[first, second, "one"], [second, first, "two"]]) {
    await put(writer, { Artist: "Ω", Song: song });
    await watcher.page.getByRole("row", { name: new RegExp(`Ω.*${song}`) }).waitFor();
    await watcher.page.getByRole("link", { name: song === "one" ? "Music 11" : "Music 12" }).first().waitFor();
  }
  await second.go("#/tables/Music/settings");
  await second.page.getByRole("region", { name: "Settings", exact: true }).getByText("None.").first().waitFor();
  await first.go("#/tables/Music/settings");
  await first.page.getByLabel("Key", { exact: true }).fill("team");
  await first.button("Add tag").click();
  await second.page.getByRole("listitem").filter({ hasText: "team" }).waitFor();
  await second.load("Game scores");
  await first.page.getByRole("link", { name: "Scores 40" }).first().waitFor();
  await first.go("#/tables/Music/structure");
  await first.button("Delete table").click();
  await first.button("Delete table", first.dialog).click();
  await second.page.getByRole("link", { name: /^Music/ }).first().waitFor({ state: "detached" });
});

inTwoWindows("an item that is changed elsewhere while it is edited says so, and can be shown as it is", async (first, second) => {
  await first.load("Music");
  await second.go("#/tables/Music/items");
  for (const { page } of [first, second]) {
    await page.getByRole("row", { name: /Paper Sun/ }).getByRole("button").click();
    await page.locator(".cm-content").waitFor();
  }
  await first.write("Item", '{ "Artist": "Mira Quell", "Song": "Paper Sun", "Year": 2027 }');
  await first.button("Save").click();
  await second.dialog.getByText(/It was changed meanwhile/).waitFor();
  await second.button("Show it as it is now").click();
  await second.dialog.getByText(/It was changed meanwhile/).waitFor({ state: "detached" });
  assert.deepEqual(JSON.parse(await second.read("Item")), { Artist: "Mira Quell", Song: "Paper Sun", Year: 2027 });
});

inTwoWindows("a search of vectors and a stream follow what another window writes", async (first, second) => {
  await first.load("Dishes");
  await first.go("#/tables/Dishes/stream");
  await first.button("Enable stream").click();
  await second.go("#/tables/Dishes/items");
  await second.page.getByRole("combobox", { name: "How", exact: true }).selectOption("SearchVectors");
  await second.page.getByRole("textbox", { name: /^Search vector/ }).fill("0 0 0 0 1");
  await second.run();
  await second.page.getByText(/^10 items/).waitFor();
  const third = await first.another();
  await third.go("#/tables/Dishes/items");
  await put(third, { dish: "Butter", taste: [0, 0, 0, 0, 1] });
  await second.page.getByRole("row", { name: /Butter 0 Butter/ }).waitFor();
  await first.page.getByRole("list", { name: /^Records/ }).locator("b").getByText("Butter").waitFor();
  assert.deepEqual(third.complaints, []);
});

inTwoWindows("the window that is left follows on when the one that had the tables is closed, and after everything was replaced", async (first, second) => {
  await first.load("Sensor readings");
  await second.go("#/tables/Readings/items");
  await second.page.getByText(/^100 items/).waitFor();
  const third = await first.another();
  await first.page.close();
  await third.go("#/emulator");
  await third.button("Take a snapshot").click();
  await third.page.getByLabel("At another time").fill("2100-01-01T00:00:00");
  await third.button("Delete expired items now").click();
  await second.page.getByText(/^0 items/).waitFor();
  await third.button("Go back").click();
  await second.page.getByText(/^100 items/).waitFor();
  await third.go("#/tables/Readings/items");
  await third.page.locator(".grid tbody input").first().check();
  await third.button("Delete 1").click();
  await second.page.getByRole("link", { name: "Readings 299" }).first().waitFor();
});

inTwoWindows("a window that was left and is come back to is as it was left, and follows on", async (first, second) => {
  await first.load("Music");
  await first.page.evaluate(() => (globalThis.isTheSame = true));
  await first.page.goto(`${started.url}index.html`);
  // A message to a page in the cache would throw it out.
  await second.load("Game scores");
  await second.go("#/tables/Music/items");
  await second.page.getByText(/^10 items/).waitFor();
  await put(second, { Artist: "Ω", Song: "one" });
  await first.page.goBack({ waitUntil: "commit" });
  assert.ok(await first.page.evaluate(() => globalThis.isTheSame), "it was kept in the cache");
  await first.page.getByRole("link", { name: /^Scores/ }).first().waitFor();
  await first.page.getByRole("row", { name: /Ω.*one/ }).waitFor();
  await put(second, { Artist: "Ω", Song: "two" });
  await first.page.getByRole("row", { name: /Ω.*two/ }).waitFor();
  await put(first, { Artist: "Ω", Song: "three" });
  await second.page.getByRole("row", { name: /Ω.*three/ }).waitFor();
});

// A refresh for each of many changes, each ended by the next, would show none of them.
inTwoWindows("what is written without pause is shown meanwhile", async (first, second) => {
  await first.load("Music");
  await second.go("#/tables/Music/items");
  await second.page.getByText(/^10 items/).waitFor();
  await first.go("#/console/code");
  await first.write("Program", 'import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";\nconst client = new DynamoDBClient({});\nfor (let n = 0; n < 1000000; n += 1) await client.send(new PutItemCommand({ TableName: "Music", Item: { Artist: { S: "loop" }, Song: { S: `${n % 50}` }, n: { N: `${n}` } } }));');
  await first.run();
  // The greatest number that is shown, and a greater one a while later.
  const newest = (least) => {
    const column = [...document.querySelectorAll(".grid thead th")].findIndex((cell) => cell.innerText === "n");
    const shown = Math.max(-1, ...[...document.querySelectorAll(".grid tbody tr")].map((row) => Number(row.cells[column]?.innerText || -1)));
    return shown > least && shown;
  };
  const before = await (await second.page.waitForFunction(newest, 0)).jsonValue();
  await second.page.waitForFunction(newest, before + 50);
  await first.button("Stop").click();
});

test("windows that look into one server see what each other does", { timeout: 60_000 }, async () => {
  const server = await startServer({ after });
  const ask = (operation, input) => fetch(server.url, { method: "POST", headers: headers(operation), body: JSON.stringify(input) });
  await ask("CreateTable", { TableName: "Plain", BillingMode: "PAY_PER_REQUEST", AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] });
  const browser = await launchChromium();
  const first = await Playground.open(browser, server.url);
  const second = await first.another();
  for (const window of [first, second]) await window.go("#/tables/Plain/items");
  await second.page.getByText("No items.").waitFor();
  await put(first, { pk: "a" });
  await second.page.getByRole("row", { name: "a" }).waitFor();
  assert.deepEqual([...first.complaints, ...second.complaints], []);
  await browser.close();
});
