// Every flow of the playground, on a host of static files and under its content security policy.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";

import { startPlayground } from "./playground.js";

const started = await startPlayground();
after(() => started.close());

/** A test in a tab of its own, in which nothing may be complained of. */
function inPlayground(name, run, options) {
  test(name, { timeout: 60_000 }, async () => {
    const playground = await started.open(options);
    try {
      await run(playground, playground.page);
      assert.deepEqual(playground.complaints, []);
    } finally {
      await playground.close();
    }
  });
}

const NUMBER = "1.2345678901234567890123456789012345678";

inPlayground("a table with indexes is created, changed and deleted", async (playground, page) => {
  await playground.button("Create table").last().click();
  const { dialog } = playground;
  await dialog.getByLabel("Table name").fill("no");
  await playground.button("Create table", dialog).click();
  assert.match(await dialog.getByRole("alert").innerText(), /length greater than or equal to 3/, "what DynamoDB refuses is shown");
  await dialog.getByLabel("Table name").fill("Albums");
  await dialog.getByLabel("Partition key", { exact: true }).fill("artist");
  await dialog.getByLabel("Sort key", { exact: true }).fill("year");
  await dialog.getByLabel("Type").nth(1).selectOption("N");
  await playground.button("Add index", dialog).click();
  await dialog.getByLabel("Index name").fill("by-label");
  await dialog.getByLabel("Partition key of the index").fill("label");
  // What it says while the table is not known yet flashed by.
  await page.evaluate(() => new MutationObserver(() => (globalThis.missing ||= document.querySelector("main").innerText.includes("There is no table"))).observe(document.body, { childList: true, subtree: true, characterData: true }));
  await playground.button("Create table", dialog).click();
  await page.getByRole("heading", { name: "Albums", level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.missing), false);
  await page.getByRole("link", { name: "Structure" }).click();
  const structure = page.getByRole("region", { name: "Structure" });
  await structure.getByText("artist (S) · year (N, sorts)").waitFor();
  await structure.getByText("by-label").first().waitFor();
  await playground.button("Add index", structure).click();
  await dialog.getByLabel("Index name").fill("by-year");
  await dialog.getByLabel("Partition key of the index").fill("year");
  await dialog.getByLabel("Type").first().selectOption("N");
  await playground.button("Add index", dialog).click();
  await structure.getByText("by-year").first().waitFor();
  await playground.button("Delete index by-label", structure).click();
  await structure.getByRole("listitem").filter({ hasText: "by-label" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Settings" }).click();
  const settings = page.getByRole("region", { name: "Settings" });
  await settings.getByLabel("Mode").selectOption("PROVISIONED");
  await settings.getByLabel("Read units of by-year").fill("7");
  await playground.button("Save capacity", settings).click();
  await settings.getByLabel("Deletion protection").check();
  await page.getByRole("link", { name: "Structure" }).click();
  await structure.getByText("provisioned, 5 read and 5 write units").waitFor();
  await page.getByText("active", { exact: true }).first().waitFor();
  await playground.button("Delete table", structure).click();
  await playground.button("Delete table", dialog).click();
  await page.getByText(/protected against deletion/).first().waitFor();
  await playground.button("Cancel", dialog).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await settings.getByLabel("Deletion protection").uncheck();
  await page.getByRole("link", { name: "Structure" }).click();
  await playground.button("Delete table", structure).click();
  await playground.button("Delete table", dialog).click();
  await page.getByRole("heading", { name: "Amazon DynamoDB in a tab" }).waitFor();
});

// The focus was left nowhere when a dialog was closed.
inPlayground("a dialog begins in its first field, and gives the focus back to what opened it", async (playground, page) => {
  const focused = () => page.evaluate(() => document.activeElement.closest("label")?.innerText.trim() ?? document.activeElement.innerText.trim());
  const open = playground.button("Create table").last();
  await open.focus();
  await page.keyboard.press("Enter");
  await playground.dialog.getByLabel("Table name").waitFor();
  assert.equal(await focused(), "Table name");
  await page.keyboard.press("Escape");
  await playground.dialog.waitFor({ state: "detached" });
  assert.equal(await focused(), "Create table");
  await playground.load("Music");
  await playground.button("Tin Orchard").first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".cm-content").waitFor();
  await playground.button("Cancel", playground.dialog).click();
  await playground.dialog.waitFor({ state: "detached" });
  assert.equal(await focused(), "Tin Orchard");
});

inPlayground("items are written and edited as JSON and as DynamoDB JSON; numbers keep 38 digits, sets stay sets", async (playground, page) => {
  await playground.load("Music");
  await playground.button("New item").click();
  await playground.write("Item", `{ "Artist": "Ω", "Song": "one", "price": ${NUMBER}, "Year": 1 }`);
  await playground.button("Save").click();
  await page.getByText(NUMBER).waitFor();
  await playground.button("New item").click();
  await playground.write("Item", '{ "Artist": "Ω", "Song": "one" }');
  await playground.button("Save").click();
  await playground.dialog.getByText("The conditional request failed").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("row", { name: /Paper Sun/ }).getByRole("button").click();
  assert.match(await playground.read("Item"), /"Tags": \["voice"\]/);
  await playground.write("Item", '{ "Artist": "Mira Quell", "Song": "Paper Sun", "Tags": ["a", "b"], "list": [1] }');
  await playground.button("DynamoDB JSON").click();
  assert.deepEqual(JSON.parse(await playground.read("Item")), { Artist: { S: "Mira Quell" }, Song: { S: "Paper Sun" }, Tags: { SS: ["a", "b"] }, list: { L: [{ N: "1" }] } });
  await playground.write("Item", '{ "Artist": { "S": "Mira Quell" }, "Song": { "S": "Paper Sun" }, "bytes": { "B": "AAE=" } }');
  await playground.button("Save").click();
  await page.getByRole("row", { name: /Paper Sun.*AAE=/ }).getByRole("button").click();
  await playground.write("Item", "{ no JSON");
  await playground.button("Save").click();
  await playground.dialog.getByRole("alert").waitFor();
  await playground.button("Delete").click();
  await page.getByRole("row", { name: /Paper Sun/ }).waitFor({ state: "detached" });
  await page.getByLabel("Choose Ω one").check();
  await page.getByLabel("Choose Tin Orchard Red Wheelbarrow").check();
  await playground.button("Delete 2").click();
  await page.getByText("8 items").waitFor();
});

inPlayground("items are found by keys of the table and of indexes, and by several filters", async (playground, page) => {
  await playground.load("Game scores");
  const { length: all } = await playground.rows();
  await page.getByLabel("How").selectOption("Query");
  await page.getByLabel("Table or index").selectOption("leaders");
  await page.getByLabel("game", { exact: true }).first().fill("Deep Diver");
  await page.getByLabel("Descending").check();
  await playground.run();
  await page.waitForFunction((before) => document.querySelectorAll(".grid tbody tr").length < before, all);
  const tops = (await playground.rows()).map((cells) => Number(cells.find((cell) => /^\d+$/.test(cell))));
  assert.deepEqual(tops, tops.toSorted((a, b) => b - a));
  const sort = page.getByRole("group", { name: "top" });
  await sort.getByLabel("Comparison").selectOption("between");
  await sort.getByLabel("Value").fill("2000");
  await sort.getByLabel("Upper end").fill("7000");
  await playground.run();
  await page.waitForFunction((before) => document.querySelectorAll(".grid tbody tr").length < before, tops.length);
  assert.equal((await playground.rows()).length, tops.filter((top) => top >= 2000 && top <= 7000).length);
  await page.getByLabel("How").selectOption("Scan");
  await page.getByLabel("Table or index").selectOption("");
  for (const [at, name, operator, type, value] of [[1, "country", "in", "S", "NO, KE"], [2, "rounds", ">=", "N", "10"], [3, "badges", "contains", "S", "gold"]]) {
    await playground.button("Filter").click();
    const filter = page.getByRole("group", { name: `Filter ${at}` });
    await filter.getByLabel("Attribute").fill(name);
    await filter.getByLabel("Comparison").selectOption(operator);
    await filter.getByLabel("Type").selectOption(type);
    await filter.getByLabel("Value").fill(value);
  }
  await playground.run();
  await page.getByText(`of ${all} looked at`).waitFor();
  const found = await playground.rows();
  assert.ok(found.length > 0 && found.every((cells) => cells.some((cell) => cell === "NO" || cell === "KE") && cells.some((cell) => cell.includes("gold"))), JSON.stringify(found));
});

inPlayground("paging goes on through empty pages, and items are imported and exported", async (playground, page) => {
  await playground.load("Music");
  await playground.button("Import").click();
  const filler = "x".repeat(380_000);
  const items = Array.from({ length: 8 }, (_, at) => JSON.stringify({ Item: { Artist: { S: `big ${at}` }, Song: { S: "s" }, filler: { S: filler }, last: { BOOL: at === 7 }, n: { N: NUMBER } } }));
  await playground.dialog.getByLabel("Or paste it here").fill(items.join("\n"));
  await playground.button("Import", playground.dialog).click();
  await page.getByText("8 items imported").waitFor();
  await playground.button("Filter").click();
  const filter = page.getByRole("group", { name: "Filter 1" });
  await filter.getByLabel("Attribute").fill("Album");
  await filter.getByLabel("Value").fill("Tramlines");
  await playground.run();
  await page.getByText(/2 items of 18 looked at.*requests/).waitFor();
  await playground.button("Export").click();
  const download = page.waitForEvent("download");
  await playground.button("Export", playground.dialog).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\n").map((line) => JSON.parse(line).Item);
  assert.equal(lines.length, 18);
  assert.ok(lines.some(({ Song }) => Song.S === "Last Stop"));
  assert.equal(lines.find(({ n }) => n).n.N, NUMBER);
});

// Two items of one key were refused as a batch, and of an item that is wrong nobody was told which it is.
inPlayground("an import takes the last item of a key, and says which item is wrong", async (playground, page) => {
  await playground.load("Music");
  const paste = async (...items) => {
    await playground.button("Import").click();
    await playground.dialog.getByLabel("Or paste it here").fill(JSON.stringify(items));
    await playground.button("Import", playground.dialog).click();
  };
  await paste({ Artist: "Ω", Song: "one", Year: 1 }, { Artist: "Ω", Song: "one", Year: 2 });
  await page.getByText("2 items imported").waitFor();
  await page.getByRole("row", { name: /Ω.*one.*2/ }).waitFor();
  await paste({ Artist: "Ω", Song: "two" }, { Artist: 7, Song: "three" }, { Artist: "Ω", Song: "four" });
  await playground.dialog.getByText(/^item 2: .*Type mismatch for key Artist/).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("row", { name: /Ω.*two/ }).waitFor();
  assert.equal(await page.getByRole("row", { name: /Ω.*four/ }).count(), 0);
});

inPlayground("the console asks for operations, with completion, history and the program that does the same", async (playground, page) => {
  await playground.load("Music");
  await playground.go("#/console/operation");
  await page.getByLabel("Operation").selectOption("GetItem");
  await playground.write("Input of GetItem", "{ ");
  await page.keyboard.type('"Consi', { delay: 20 });
  await page.locator(".cm-tooltip-autocomplete").getByText("ConsistentRead").waitFor();
  await playground.write("Input of GetItem", '{ "TableName": "Music", "Key": { "Artist": { "S": "Mira Quell" }, "Song": { "S": "Paper Sun" } } }');
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.locator('.cm-content[aria-label="Answer"]').getByText("Eleven Rooms").waitFor();
  assert.match(await playground.read("The same with the AWS SDK"), /new GetItemCommand\(\{\s+TableName: "Music",\s+Key: \{ Artist: \{ S: "Mira Quell" \}/);
  await page.getByLabel("Operation").selectOption("PutItem");
  await playground.run();
  await page.locator(".result").getByRole("alert").waitFor();
  await page.getByLabel("History").selectOption({ index: 2 });
  assert.match(await playground.read("Input of GetItem"), /Paper Sun/);
});

inPlayground("the console runs PartiQL, with parameters, and several statements as a transaction", async (playground, page) => {
  await playground.load("Music");
  await playground.go("#/console/partiql");
  await playground.write("Statement", 'SELECT "Song" FROM "Music" WHERE "Artist" = ?');
  await page.getByLabel("Parameters, as DynamoDB JSON").fill('[{ "S": "Ostrava Nine" }]');
  await playground.run();
  assert.deepEqual(JSON.parse(await playground.read("Answer")), [{ Song: "Last Stop" }, { Song: "Line Nine" }]);
  await playground.write("Statement", `INSERT INTO "Music" VALUE {'Artist': 'A;', 'Song': ?}; DELETE FROM "Music" WHERE "Artist" = 'Ostrava Nine' AND "Song" = ?`);
  await page.getByLabel("Parameters, as DynamoDB JSON").fill('[{ "S": "new" }, { "S": "Line Nine" }]');
  await playground.run();
  await page.locator(".last").getByText("ExecuteTransaction").waitFor();
  await playground.go("#/tables/Music/items");
  await page.getByRole("row", { name: /A; new/ }).waitFor();
  assert.ok(!(await playground.rows()).flat().includes("Line Nine"));
});

inPlayground("the console runs programs around the AWS SDK, under a policy that forbids eval", async (playground, page) => {
  await playground.load("Music");
  await playground.go("#/console/code");
  const output = page.getByRole("log");
  await page.locator('.cm-content[aria-label="Program"]').waitFor();
  await playground.run();
  await output.getByText(/text: "Note 3"/).waitFor();
  await playground.write(
    "Program",
    `import { DynamoDBClient, GetItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
     const client = new DynamoDBClient({ region: "us-east-1" });
     const { Item } = await client.send(new GetItemCommand({ TableName: "Music", Key: { Artist: { S: "Tin Orchard" }, Song: { S: "Clockwork Bees" } } }));
     console.log("year", Item.Year.N);
     let count = 0;
     for await (const { Items } of paginateScan({ client, pageSize: 2 }, { TableName: "Music" })) count += Items.length;
     console.log(\`\${count} items\`, [3, 1, 2].sort((a, b) => a - b));
     try {
       await client.send(new GetItemCommand({ TableName: "Nothing", Key: {} }));
     } catch (error) {
       if (error.name === "ResourceNotFoundException") console.log("refused:", error.name);
     }
     class Thing {}`,
  );
  await page.keyboard.press("ControlOrMeta+Enter");
  await output.getByText(/does not understand/).waitFor();
  assert.deepEqual((await output.innerText()).trim().split("\n"), ["year 2016", "10 items [ 1, 2, 3 ]", "refused: ResourceNotFoundException", "ProgramError: line 13: this console does not understand class Thing {}"]);
  await playground.go("#/requests");
  await page.getByRole("link", { name: /GetItem Nothing/ }).waitFor();
});

inPlayground("requests are shown as they went, with what they consumed", async (playground, page) => {
  await playground.load("Online shop");
  await page.getByRole("link", { name: /Request, response, code/ }).click();
  const exchange = page.getByRole("region", { name: "Scan, request and response" });
  await exchange.getByText("Consumed capacity").waitFor();
  await playground.button("Request", exchange).click();
  assert.deepEqual(JSON.parse(await playground.read("Request of Scan")), { TableName: "Shop", Limit: 100, ReturnConsumedCapacity: "INDEXES" });
  await playground.button("CLI", exchange).click();
  assert.match(await playground.read("CLI of Scan"), /^aws dynamodb scan --region us-east-1/);
  await playground.button("Open in console", exchange).click();
  await page.getByRole("heading", { name: "Console" }).waitFor();
  await page.locator('.cm-content[aria-label="Input of Scan"]').waitFor();
});

inPlayground("stream records arrive while one looks", async (playground, page) => {
  await playground.load("Online shop");
  await page.getByRole("link", { name: "Stream" }).click();
  const records = page.getByRole("list", { name: /^Records/ });
  await records.getByText("insert").first().waitFor();
  await page.evaluate(() => (location.hash = "#/console/partiql"));
  await playground.write("Statement", `UPDATE "Shop" SET stock=1 WHERE pk='PRODUCT#clay-mug' AND sk='PRODUCT'`);
  await playground.run();
  await page.locator(".last").getByText("ExecuteStatement").waitFor();
  await playground.go("#/tables/Shop/stream");
  const record = records.getByRole("listitem").filter({ hasText: "modify" });
  await record.locator("summary").click();
  await record.getByText("Before").waitFor();
  assert.match(await record.locator("figure").last().innerText(), /"stock": 1\b/);
});

inPlayground("the past can be looked at, and restored from it and from a backup", async (playground, page) => {
  await playground.load("Music");
  await page.getByRole("link", { name: "Past" }).click();
  await playground.button("Keep the past").click();
  await page.getByText("10 items then").waitFor();
  await playground.go("#/emulator");
  await playground.button("+ 1 minute").click();
  await playground.go("#/tables/Music/items");
  await page.getByLabel("Choose Mira Quell Paper Sun").check();
  await playground.button("Delete 1").click();
  await page.getByText("9 items").waitFor();
  await playground.go("#/emulator");
  await playground.button("+ 1 minute").click();
  await playground.go("#/tables/Music/past");
  await page.getByText(/9 items then. Since: 0 added, 0 changed, 0 deleted/).waitFor();
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Home");
  await page.getByText(/10 items then. Since: 0 added, 0 changed, 1 deleted/).waitFor();
  await playground.button("Restore as a table…").click();
  await playground.button("Restore", playground.dialog).click();
  await page.getByRole("heading", { name: "Music-then" }).waitFor();
  await page.getByRole("row", { name: /Paper Sun/ }).waitFor();
  await playground.go("#/tables/Music/past");
  await playground.button("Create backup").click();
  await page.getByText("available").waitFor();
  await playground.button("Restore…").click();
  await playground.button("Restore", playground.dialog).click();
  await page.getByRole("heading", { name: "Music-restored" }).waitFor();
  await page.getByText("9 items").waitFor();
});

inPlayground("capacity is summed up by kind of request, with what it would cost", async (playground, page) => {
  await playground.load("Music");
  await page.getByRole("link", { name: "Capacity" }).click();
  const row = page.getByRole("row", { name: /^Scan/ });
  await row.waitFor();
  await page.getByLabel(/so many times a day/).fill("1000000");
  // 1 read unit, a million times a day, thirty days, 0.125 dollars a million.
  const cells = await row.getByRole("cell").allInnerTexts();
  assert.equal(cells.at(-1), `$${(Number(cells[1]) * 30 * 0.125).toFixed(2)}`);
});

inPlayground("time is moved, faults are met, and snapshots gone back to", async (playground, page) => {
  await playground.load("Sensor readings");
  await playground.go("#/emulator");
  await playground.button("Take a snapshot").click();
  await page.getByLabel("At another time").fill("2100-01-01T00:00:00");
  await playground.button("Delete expired items now").click();
  await page.getByText(/expired items deleted/).waitFor();
  await page.getByLabel("Operation").fill("Scan");
  await page.getByLabel("Times").fill("1");
  await playground.button("Add fault").click();
  await playground.go("#/tables/Readings/items");
  await page.getByRole("alert").getByText(/throughput/).waitFor();
  await playground.run();
  await page.getByText(/^0 items/).waitFor();
  await playground.go("#/emulator");
  await page.getByText("met 1 times").waitFor();
  await playground.button("Remove fault").click();
  await playground.button("Go back").click();
  await playground.go("#/tables/Readings/items");
  await page.getByText(/^100 items/).waitFor();
  await playground.button("More items").click();
  await page.getByText(/^200 items/).waitFor();
});

inPlayground("tables are there after a reload, and in another tab", async (playground, page) => {
  await page.getByText("kept in this browser").waitFor();
  await playground.load("Music");
  await page.reload();
  await page.getByRole("row", { name: /Paper Sun/ }).waitFor();
  const other = await page.context().newPage();
  await other.goto(`${started.url}#/tables/Music/items`);
  await other.getByRole("row", { name: /Paper Sun/ }).waitFor();
  await other.getByLabel("Choose Mira Quell Paper Sun").check();
  await other.getByRole("button", { name: "Delete 1" }).click();
  await other.getByText("9 items").waitFor();
  await page.getByText("9 items").waitFor();
  await page.close();
  await other.getByRole("button", { name: "Run" }).click();
  await other.getByText("9 items").waitFor();
});

inPlayground("everything is saved to a file and loaded from it", async (playground, page) => {
  await playground.load("Online shop");
  await playground.go("#/emulator");
  const download = page.waitForEvent("download");
  await playground.button("Save everything to a file").click();
  const file = await (await download).path();
  await playground.button("Clear everything").click();
  await page.getByText("None yet.").waitFor();
  await page.getByLabel("Or load such a file").setInputFiles({ name: "broken.dynatab", mimeType: "", buffer: Buffer.from("broken") });
  await page.locator(".notices .failed").waitFor();
  await page.getByLabel("Or load such a file").setInputFiles(file);
  await page.getByRole("link", { name: "Shop 27" }).click();
  await page.getByRole("link", { name: "Stream" }).click();
  await page.getByRole("list", { name: /^Records/ }).getByText("insert").first().waitFor();
});

inPlayground("a second tab clears everything, goes back, looks into the past and loads a file, as the first one does", async (playground, page) => {
  await playground.load("Music");
  await playground.go("#/tables/Music/past");
  await playground.button("Keep the past").click();
  await page.getByRole("slider").waitFor();
  const other = await playground.another();
  await other.go("#/tables/Music/past");
  await other.page.getByText(/items then/).waitFor();
  await other.go("#/emulator");
  const download = other.page.waitForEvent("download");
  await other.button("Save everything to a file").click();
  const file = await (await download).path();
  await other.button("Clear everything").click();
  await other.page.getByText("None yet.").waitFor();
  // Nobody looks at the first tab, nor comes back to it.
  await page.getByText("None yet.").waitFor();
  await other.button("Go back").click();
  for (const tab of [page, other.page]) await tab.getByRole("link", { name: /^Music/ }).first().waitFor();
  await other.button("Clear everything").click();
  await other.page.getByText("None yet.").waitFor();
  await other.page.getByLabel("Or load such a file").setInputFiles(file);
  for (const tab of [page, other.page]) await tab.getByRole("link", { name: /^Music/ }).first().waitFor();
  assert.deepEqual(other.complaints, []);
});

inPlayground("a link carries the tables, with their tags", async (playground, page) => {
  await playground.load("Music");
  await playground.go("#/console/operation");
  await page.getByLabel("Operation").selectOption("TagResource");
  await playground.write("Input of TagResource", JSON.stringify({ ResourceArn: "arn:aws:dynamodb:us-east-1:000000000000:table/Music", Tags: [{ Key: "team", Value: "records" }] }));
  await playground.run();
  await page.locator(".result").waitFor();
  await playground.button("Share").click();
  const link = await playground.dialog.getByRole("textbox", { name: "Link" }).inputValue();
  assert.ok(link.startsWith(`${started.url}#share=`) && link.length < 3000, `${link.length}`);
  const other = await started.open({ fragment: link.slice(started.url.length) });
  await other.page.getByRole("link", { name: /Music/ }).first().click();
  await other.page.getByRole("row", { name: /Room Seven/ }).waitFor();
  await other.go("#/console/operation");
  await other.page.getByLabel("Operation").selectOption("ListTagsOfResource");
  await other.write("Input of ListTagsOfResource", JSON.stringify({ ResourceArn: "arn:aws:dynamodb:us-east-1:000000000000:table/Music" }));
  await other.run();
  await other.page.locator(".result").getByText("records").waitFor();
  assert.ok(!other.page.url().includes("share="), "a reload does not bring back what was changed since");
  assert.deepEqual(other.complaints, []);
  await other.close();
  await page.keyboard.press("Escape");
  const broken = await started.open({ fragment: "#share=broken" });
  await broken.page.getByText(/The link cannot be opened/).waitFor();
  await broken.close();
});

inPlayground("keys lead everywhere, and colours are kept over a reload", async (playground, page) => {
  await playground.load("Music");
  await playground.load("Game scores");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.getByRole("heading", { name: "Music", level: 1 }).waitFor();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SELECT");
  await page.locator("main").focus();
  for (const [key, heading] of [["c", "Console"], ["r", "Requests"], ["e", "Emulator"], ["t", "Tables"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  }
  await page.keyboard.press("?");
  await playground.dialog.getByText("this list").waitFor();
  await playground.dialog.getByLabel("Keys of one letter are on").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  assert.equal(await playground.dialog.count(), 0);
  await page.reload();
  await playground.go("#/emulator");
  await page.getByLabel("Keys of one letter are on").check();
  await page.locator("main").focus();
  await page.keyboard.press("?");
  await playground.dialog.getByText("this list").waitFor();
  await page.keyboard.press("Escape");
  await playground.button("Dark colours").click();
  await page.reload();
  await playground.button("Light colours").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

inPlayground(
  "on a phone nothing is cut off, and everything is reached with a thumb",
  async (playground, page) => {
    await playground.load("Online shop");
    for (const [place, heading] of [["Console", "Console"], ["Requests", "Requests"], ["Emulator", "Emulator"], ["Tables", "Tables"]]) {
      await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: place }).click();
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      assert.ok(await page.evaluate(() => document.querySelector("main").scrollWidth <= innerWidth), `${place} is as wide as the screen`);
    }
    for (const tab of ["items", "structure", "settings", "stream", "past", "capacity"]) {
      await playground.go(`#/tables/Shop/${tab}`);
      await page.locator(`.tabs a[aria-current][href$="${tab}"]`).waitFor();
      assert.ok(await page.evaluate(() => document.querySelector("main").scrollWidth <= innerWidth), `${tab} is as wide as the screen`);
    }
  },
  { width: 390, height: 844 },
);
