// Vector indexes in the playground: made, filled, searched, shared and deleted.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startPlayground } from "./playground.js";

const started = await startPlayground();
after(() => started.close());

/** A test in a tab of its own, in which nothing may be complained of. */
function inPlayground(name, run) {
  test(name, { timeout: 60_000 }, async () => {
    const playground = await started.open();
    try {
      await run(playground, playground.page);
      assert.deepEqual(playground.complaints, []);
    } finally {
      await playground.close();
    }
  });
}

const vectorField = (page) => page.getByRole("textbox", { name: /^Search vector/ });

const waysOf = (page) => page.getByRole("combobox", { name: "How", exact: true });

/** Searches the index of the table that is shown. */
async function search(playground, vector, fields = {}) {
  const { page } = playground;
  await waysOf(page).selectOption("SearchVectors");
  await vectorField(page).fill(vector);
  for (const [label, value] of Object.entries(fields)) await page.locator(".search").getByRole(label === "How many" ? "spinbutton" : "textbox", { name: label, exact: true }).fill(value);
  await playground.run();
}

/** The first cells of the rows that are shown: how near they are, and their keys. */
const nearest = async (playground) => (await playground.rows()).map(([score, key]) => [Number(score), key]);

inPlayground("a table is made with a vector index, which is searched by a typed vector, with filters", async (playground, page) => {
  await playground.button("Create table").last().click();
  const { dialog } = playground;
  await dialog.getByLabel("Table name").fill("Points");
  await playground.button("Add index", dialog).click();
  await dialog.getByLabel("Kind").selectOption("vector");
  await dialog.getByLabel("Index name").fill("near");
  await dialog.getByLabel("Attribute with the vector").fill("at");
  await dialog.getByLabel("Numbers in it").fill("2");
  await dialog.getByLabel("Nearness").selectOption("EUCLIDEAN");
  await dialog.getByLabel("Partition key of the index").fill("map");
  await playground.button("Add filter attribute", dialog).click();
  await dialog.getByRole("textbox", { name: "Filter attribute 1" }).fill("level");
  await dialog.getByRole("group", { name: "Index near" }).getByLabel("Type").last().selectOption("N");
  await playground.button("Create table", dialog).click();
  await page.getByRole("heading", { name: "Points", level: 1 }).waitFor();
  await playground.button("Import").click();
  const items = [[0, 0, 1], [3, 4, 1], [1, 0, 2], [0, 2, 1]].map(([x, y, level], id) => ({ pk: `p${id}`, map: "a", level, at: [x, y] }));
  await dialog.getByLabel("Or paste it here").fill(JSON.stringify([...items, { pk: "elsewhere", map: "b", level: 1, at: [0, 0] }, { pk: "nowhere" }]));
  await playground.button("Import", dialog).click();
  await page.getByText("6 items imported").waitFor();
  await search(playground, "0 0", { map: "a" });
  await page.getByText(/4 items, by euclidean distance: lower is nearer/).waitFor();
  assert.deepEqual(await nearest(playground), [[0, "p0"], [1, "p2"], [2, "p3"], [5, "p1"]]);
  await search(playground, '[{ "N": "0" }, { "N": "0" }]', { map: "a", level: "1", "How many": "2" });
  await page.getByText(/^2 items/).waitFor();
  assert.deepEqual(await nearest(playground), [[0, "p0"], [2, "p3"]]);
});

inPlayground("what is wrong with a vector is said at its field", async (playground, page) => {
  await playground.load("Dishes");
  const fault = page.locator(".search").getByRole("alert");
  for (const [vector, said] of [
    ["1, 2, three", /number 3 is none: three/],
    ["1, 2, 1e39, 0, 0", /number 3 is beyond 32 bits: 1e39/],
    ['{ "L": [{ "S": "1" }] }', /number 1 is none/],
    ["1, 2", /dimension 2 does not match vector index dimension 5/],
  ]) {
    await search(playground, vector);
    await fault.getByText(said).waitFor();
    assert.equal(await vectorField(page).getAttribute("aria-invalid"), "true");
    assert.equal(await vectorField(page).getAttribute("aria-describedby"), await fault.getAttribute("id"));
  }
  await search(playground, "[0, 0, 0, 1, 0]");
  await page.getByText(/^10 items/).waitFor();
  assert.equal(await fault.count(), 0);
});

inPlayground("what is like an item is found, with the attributes that are wanted, and shown as a request and a program", async (playground, page) => {
  await playground.load("Dishes");
  await page.getByLabel("Choose Tom yum").check();
  await playground.button("Find similar").click();
  await page.getByText(/^10 items, by cosine distance/).waitFor();
  const [[score, first], [, second]] = await nearest(playground);
  assert.deepEqual([score, first, second], [0, "Tom yum", "Hot and sour soup"]);
  await page.getByLabel("Or the vector of").selectOption({ label: "Vindaloo" });
  await page.waitForFunction(() => document.querySelector(".vector textarea").value === "0.1, 0.6, 0.6, 1, 0.6");
  await search(playground, await vectorField(page).inputValue(), { diet: "vegan", "Attributes, by commas": "course, taste[3]" });
  await page.getByRole("columnheader", { name: "minutes" }).waitFor({ state: "detached" });
  const [row] = await playground.rows();
  assert.deepEqual([row.slice(1), (await nearest(playground))[0][1]], [["Chilli sin carne", "main", "[0.8]"], "Chilli sin carne"]);
  await page.getByRole("link", { name: /Request, response, code/ }).click();
  const exchange = page.getByRole("region", { name: "SearchVectors, request and response" });
  await exchange.getByText(/bytes of vectors searched/).waitFor();
  await playground.button("Request", exchange).click();
  const request = {
    TableName: "Dishes",
    IndexName: "by-taste",
    SearchVector: ["0.1", "0.6", "0.6", "1", "0.6"].map((N) => ({ N })),
    TopK: 10,
    SearchConditionExpression: "#n0 = :v0",
    ProjectionExpression: "#n1, #n2, #n3[3]",
    ExpressionAttributeNames: { "#n0": "diet", "#n1": "dish", "#n2": "course", "#n3": "taste" },
    ExpressionAttributeValues: { ":v0": { S: "vegan" } },
    ReturnConsumedCapacity: "INDEXES",
  };
  // The editor has only those lines that can be seen.
  const shown = await playground.read("Request of SearchVectors");
  assert.ok(shown.length > 400);
  assert.equal(JSON.stringify(request, undefined, 2).slice(0, shown.length), shown);
  await playground.button("SDK", exchange).click();
  assert.match(await playground.read("SDK of SearchVectors"), /new SearchVectorsCommand\(\{\s+TableName: "Dishes",\s+IndexName: "by-taste",\s+SearchVector: \[\{ N: "0.1" \}/);
  await playground.go("#/tables/Dishes/capacity");
  await page.getByRole("row", { name: /^SearchVectors of by-taste 2/ }).waitFor();
});

// Items of an index are a part of them; the part was opened to be edited, and saved in the place of the whole.
inPlayground("an item that an index found is opened as a whole", async (playground, page) => {
  await playground.load("Dishes");
  await search(playground, "0, 1, 0, 0, 0", { "Attributes, by commas": "course" });
  await playground.button("Miso soup").click();
  await page.locator(".cm-content").waitFor();
  const item = JSON.parse(await playground.read("Item"));
  assert.deepEqual(item, { dish: "Miso soup", course: "soup", diet: "vegan", minutes: 15, taste: [0.1, 0.8, 0.1, 0, 0.2] });
  await playground.write("Item", JSON.stringify({ ...item, taste: [1, 2] }));
  await playground.button("Save").click();
  await playground.dialog.getByText(/Invalid size for parameter taste, Expected: 5, Actual: 2/).waitFor();
  await page.keyboard.press("Escape");
  await playground.load("Game scores");
  await page.getByLabel("Table or index").selectOption("leaders");
  await playground.run();
  await page.getByRole("columnheader", { name: "rounds" }).waitFor({ state: "detached" });
  await page.locator(".grid .open").first().click();
  await page.locator(".cm-content").waitFor();
  assert.ok("rounds" in JSON.parse(await playground.read("Item")));
});

inPlayground("a table that is there gets a vector index, and loses it; a link carries it", async (playground, page) => {
  await playground.load("Dishes");
  await playground.go("#/tables/Dishes/structure");
  const structure = page.getByRole("region", { name: "Structure" });
  const card = (name) => structure.getByRole("listitem").filter({ hasText: name });
  await card("by-taste").getByText("taste (5 numbers) · cosine distance").waitFor();
  await card("by-taste").getByText("course (S, filter) · diet (S, filter)").waitFor();
  await playground.button("Add index", structure).click();
  const { dialog } = playground;
  await dialog.getByLabel("Kind").selectOption("vector");
  await dialog.getByLabel("Index name").fill("of-diets");
  await dialog.getByLabel("Attribute with the vector").fill("taste");
  await dialog.getByLabel("Numbers in it").fill("4");
  await dialog.getByLabel("Partition key of the index").fill("diet");
  await playground.button("Add index", dialog).click();
  await dialog.getByRole("alert").getByText(/must use the same dimensions/).waitFor();
  await dialog.getByLabel("Numbers in it").fill("5");
  await dialog.getByLabel("Nearness").selectOption("DOT_PRODUCT");
  await playground.button("Add index", dialog).click();
  await card("of-diets").getByText("active").waitFor();
  await card("of-diets").getByText("24 entries").waitFor();
  await playground.go("#/tables/Dishes/items");
  await waysOf(page).selectOption("SearchVectors");
  await page.getByLabel("Vector index").selectOption("of-diets");
  await search(playground, "1, 0, 0, 0, 0", { diet: "vegan" });
  await page.getByText(/by dot product: higher is nearer/).waitFor();
  assert.equal((await nearest(playground))[0][0], 0.9);
  await playground.button("Share").click();
  const link = await playground.dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  const other = await started.open({ fragment: link.slice(started.url.length) });
  await other.page.getByRole("link", { name: /Dishes/ }).first().click();
  await search(other, "1, 0, 0, 0, 0");
  await other.page.getByText(/10 items, by cosine distance/).waitFor();
  assert.deepEqual(other.complaints, []);
  await other.close();
  await playground.go("#/tables/Dishes/structure");
  for (const name of ["of-diets", "by-taste"]) {
    await playground.button(`Delete index ${name}`, structure).click();
    await card(name).waitFor({ state: "detached" });
  }
  await playground.go("#/tables/Dishes/items");
  await page.getByText(/^24 items/).waitFor();
  assert.equal(await waysOf(page).locator("option").count(), 2);
});

inPlayground("a table is written to a file with its vector index, and made again of it; items with vectors, too", async (playground, page) => {
  await playground.load("Dishes");
  const { dialog } = playground;
  const written = async (form) => {
    await playground.button("Export").click();
    await dialog.getByLabel("Form").selectOption(form);
    const download = page.waitForEvent("download");
    await playground.button("Export", dialog).click();
    return (await download).path();
  };
  const [table, items] = [await written("table"), await written("plain")];
  await playground.go("#/");
  const open = async (file) => {
    await playground.button("Create table").last().click();
    await dialog.getByLabel(/^Or from a file/).setInputFiles(file);
  };
  await open({ name: "none.json", mimeType: "application/json", buffer: Buffer.from("[]") });
  await dialog.getByRole("alert").getByText("there is no table in this file").waitFor();
  await page.keyboard.press("Escape");
  await open(table);
  await page.getByRole("heading", { name: "Dishes-shared", level: 1 }).waitFor();
  await search(playground, "0 0 0 1 0", { course: "soup" });
  await page.getByText(/^6 items, by cosine distance/).waitFor();
  await waysOf(page).selectOption("Scan");
  await playground.run();
  await page.getByText(/^24 items ·/).waitFor();
  for (const row of await page.locator(".grid tbody input").all()) await row.check();
  await playground.button("Delete 24").click();
  await page.getByText(/^0 items/).waitFor();
  await playground.button("Import").click();
  await dialog.getByLabel("File").setInputFiles(items);
  await playground.button("Import", dialog).click();
  await page.getByText("24 items imported").waitFor();
  await search(playground, "0 0 0 1 0");
  await page.getByText(/^10 items, by cosine distance/).waitFor();
});
