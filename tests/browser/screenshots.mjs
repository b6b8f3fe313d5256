// Takes the screenshots of the README: node tests/browser/screenshots.mjs

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { startPlayground } from "./playground.js";

const FOLDER = fileURLToPath(new URL("../../docs/images/", import.meta.url));
await mkdir(FOLDER, { recursive: true });
const started = await startPlayground();

async function take(name, options, prepare) {
  const playground = await started.open(options);
  await prepare(playground, playground.page);
  await playground.page.locator(".notices p").first().waitFor({ state: "detached" });
  await playground.page.screenshot({ path: `${FOLDER}playground-${name}.png` });
  await playground.close();
}

await take("items", { width: 1280, height: 760 }, async (playground, page) => {
  await playground.load("Game scores");
  await playground.load("Sensor readings");
  await playground.load("Music");
  await playground.load("Online shop");
  await page.getByLabel("How").selectOption("Query");
  await page.getByLabel("Table or index").selectOption("orders-by-status");
  await page.getByLabel("gsi1pk", { exact: true }).first().fill("STATUS#shipped");
  await playground.run();
  await page.getByRole("status").getByText(/RCU/).waitFor();
  await page.mouse.move(900, 740);
});

await take("console", { width: 1280, height: 760, colorScheme: "dark" }, async (playground, page) => {
  await playground.load("Music");
  await playground.load("Online shop");
  await playground.go("#/console/partiql");
  await playground.write("Statement", `SELECT "Song", "Album", "Year" FROM "Music"\nWHERE "Artist" = ? AND "Year" > 2020`);
  await page.getByLabel("Parameters, as DynamoDB JSON").fill('[{ "S": "Mira Quell" }]');
  await playground.run();
  await page.locator(".result .cm-content").first().waitFor();
  await page.locator("h1").click();
});

await take("past", { width: 1280, height: 760 }, async (playground, page) => {
  await playground.load("Music");
  await playground.go("#/tables/Music/past");
  await playground.button("Keep the past").click();
  await playground.go("#/emulator");
  for (let hour = 0; hour < 3; hour += 1) {
    await playground.button("+ 1 hour").click();
    await playground.go("#/tables/Music/items");
    await page.locator(".grid tbody input").nth(hour).check();
    await playground.button("Delete 1").click();
    await page.getByRole("status").getByText(`${9 - hour} items`).waitFor();
    await playground.go("#/emulator");
  }
  await playground.button("+ 1 hour").click();
  await playground.go("#/tables/Music/past");
  await page.getByRole("slider").waitFor();
  await playground.button("Earlier write").click();
  await playground.button("Earlier write").click();
  await playground.button("Create backup").click();
  await page.getByText(/items then/).waitFor();
  await page.locator("main").evaluate((main) => main.scrollTo(0, 0));
});

await take("vectors", { width: 1280, height: 760 }, async (playground, page) => {
  await playground.load("Online shop");
  await playground.load("Dishes");
  await page.getByLabel("Choose Tom yum").check();
  await playground.button("Find similar").click();
  await page.getByText(/cosine distance: lower is nearer/).waitFor();
  await page.mouse.move(900, 740);
});

await take("phone", { width: 390, height: 780, colorScheme: "dark" }, async (playground) => {
  await playground.load("Game scores");
});

await started.close();
