// axe-core over every view of the playground, in light and dark, wide and narrow: no violations. And nothing is cut off at 320 pixels.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, test } from "node:test";

import { startPlayground } from "./playground.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const started = await startPlayground();
after(() => started.close());

const VIEWS = ["#/", "#/tables/Shop/items", "#/tables/Shop/structure", "#/tables/Shop/settings", "#/tables/Shop/stream", "#/tables/Shop/past", "#/tables/Shop/capacity", "#/console/operation", "#/console/partiql", "#/console/code", "#/requests", "#/requests/1", "#/emulator", "#/tables/Nothing/items"];

/** What axe-core finds in what is shown, in one line each. */
async function violations({ page }) {
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} (${failureSummary.replace(/\s+/g, " ")})`));
}

/** What is wider than its place and cannot be scrolled there. */
function cutOff({ page }) {
  return page.evaluate(() => {
    const isWider = (element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
    const scrolls = (element) => element.tagName !== "MAIN" && getComputedStyle(element).overflowX !== "visible";
    return [...document.querySelectorAll("body *")].filter((element) => isWider(element) && !scrolls(element)).map(({ tagName, className }) => `${tagName}.${className}`);
  });
}

/** Something to show in every view. */
async function fill(playground) {
  await playground.load("Online shop");
  await playground.go("#/tables/Shop/past");
  await playground.button("Keep the past").click();
  await playground.button("Create backup").click();
  await playground.page.getByRole("slider").waitFor();
  await playground.go("#/tables/Shop/settings");
  await playground.button("Add replica").click();
  await playground.button("Look there").waitFor();
}

for (const [name, options] of Object.entries({
  "wide and light": { colorScheme: "light" },
  "narrow and dark": { colorScheme: "dark", width: 390, height: 844 },
})) {
  test(`axe-core finds nothing, ${name}`, { timeout: 90_000 }, async () => {
    const playground = await started.open(options);
    const { page } = playground;
    // As an extension would: the policy of the page holds for its own scripts.
    await page.evaluate(axe);
    await fill(playground);
    for (const view of VIEWS) {
      await playground.go(view);
      await page.locator("main h1").waitFor();
      await page.waitForTimeout(150);
      assert.deepEqual(await violations(playground), [], view);
    }
    await playground.go("#/tables/Shop/items");
    await page.getByLabel("How").selectOption("Query");
    await playground.button("Filter").click();
    assert.deepEqual(await violations(playground), [], "the search form");
    await page.locator(".grid .open").first().click();
    await page.locator(".cm-content").waitFor();
    assert.deepEqual(await violations(playground), [], "an item");
    await page.keyboard.press("Escape");
    await playground.dialog.waitFor({ state: "detached" });
    for (const button of ["Import", "Export"]) {
      await playground.button(button).first().click();
      await playground.dialog.waitFor();
      assert.deepEqual(await violations(playground), [], button);
      await page.keyboard.press("Escape");
      await playground.dialog.waitFor({ state: "detached" });
    }
    await playground.go("#/");
    await playground.button("Create table").last().click();
    await playground.button("Add index", playground.dialog).click();
    assert.deepEqual(await violations(playground), [], "a new table");
    await playground.dialog.getByLabel("Kind").selectOption("vector");
    await playground.button("Add filter attribute", playground.dialog).click();
    assert.deepEqual(await violations(playground), [], "a vector index");
    await page.keyboard.press("Escape");
    await playground.load("Dishes");
    await page.getByRole("combobox", { name: "How" }).selectOption("SearchVectors");
    await page.getByRole("textbox", { name: /^Search vector/ }).fill("1, 2");
    await playground.run();
    await page.getByRole("alert").waitFor();
    assert.deepEqual(await violations(playground), [], "a search of vectors, refused");
    await playground.close();
  });
}

// The fields of the clock and of faults stood out of their panels, on the narrowest phones and where a page is magnified four times.
test("nothing stands out of what holds it at 320 pixels", { timeout: 60_000 }, async () => {
  const playground = await started.open({ width: 320, height: 640 });
  await fill(playground);
  await playground.load("Dishes");
  await playground.page.getByLabel("Choose Tom yum").check();
  await playground.button("Find similar").click();
  await playground.page.getByText(/cosine distance: lower/).waitFor();
  assert.deepEqual(await cutOff(playground), [], "a search of vectors");
  // The choices of a query stood out of their form.
  await playground.page.getByRole("combobox", { name: "How" }).selectOption("Query");
  await playground.button("Filter").click();
  assert.deepEqual(await cutOff(playground), [], "a query");
  await playground.page.keyboard.press("?");
  await playground.dialog.waitFor();
  assert.deepEqual(await cutOff(playground), [], "the keys");
  await playground.page.keyboard.press("Escape");
  for (const view of VIEWS) {
    await playground.go(view);
    await playground.page.locator("main h1").waitFor();
    await playground.page.waitForTimeout(150);
    assert.deepEqual(await cutOff(playground), [], view);
  }
  await playground.close();
});
