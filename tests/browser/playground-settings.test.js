// What can be changed of a table in the playground, beside its items and indexes.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { startPlayground } from "./playground.js";

const started = await startPlayground();
after(() => started.close());

/** A test with the settings of a sample's table before it, in a tab of its own, in which nothing may be complained of. */
function inSettings(name, { sample, table }, run) {
  test(name, { timeout: 60_000 }, async () => {
    const playground = await started.open();
    try {
      await playground.load(sample);
      await playground.go(`#/tables/${table}/settings`);
      await run(playground, playground.page, playground.page.getByRole("region", { name: "Settings", exact: true }));
      assert.deepEqual(playground.complaints, []);
    } finally {
      await playground.close();
    }
  });
}

/** What a table is made with, as its structure tells. */
async function definition({ page, ...playground }, table) {
  await page.evaluate((to) => (location.hash = to), `#/tables/${table}/structure`);
  return JSON.parse(await page.locator(".structure pre").innerText());
}

const MUSIC = { sample: "Music", table: "Music" };

inSettings("capacity has bounds on demand, and units of each index where it is provisioned", { sample: "Game scores", table: "Scores" }, async (playground, page, settings) => {
  const save = playground.button("Save capacity", settings);
  assert.ok(await save.isDisabled(), "nothing is changed yet");
  await settings.getByLabel("Most read units a second").fill("40");
  await save.click();
  await page.locator(".last").getByText("UpdateTable").waitFor();
  assert.deepEqual((await definition(playground, "Scores")).OnDemandThroughput, { MaxReadRequestUnits: 40 });
  await playground.go("#/tables/Scores/settings");
  await settings.getByLabel("Mode").selectOption("PROVISIONED");
  await settings.getByLabel("Write units", { exact: true }).fill("3");
  await settings.getByLabel("Read units of leaders").fill("9");
  await save.click();
  await page.waitForFunction(() => document.querySelector(".settings form button[type=submit]").disabled);
  await settings.getByLabel("Read units of leaders").fill("10");
  await save.click();
  await page.waitForFunction(() => document.querySelector(".settings form button[type=submit]").disabled);
  const { BillingMode, ProvisionedThroughput, GlobalSecondaryIndexes } = await definition(playground, "Scores");
  assert.equal(BillingMode, "PROVISIONED");
  assert.deepEqual(ProvisionedThroughput, { ReadCapacityUnits: 5, WriteCapacityUnits: 3 });
  assert.deepEqual(GlobalSecondaryIndexes[0].ProvisionedThroughput, { ReadCapacityUnits: 10, WriteCapacityUnits: 5 });
});

inSettings("time to live, class, encryption, tags and the days of the past are set; a link carries them", MUSIC, async (playground, page, settings) => {
  await settings.getByLabel("Time to live, by attribute").fill("until");
  await playground.button("Enable time to live", settings).click();
  await playground.button("Disable time to live", settings).waitFor();
  await settings.getByLabel("Table class").selectOption("STANDARD_INFREQUENT_ACCESS");
  await settings.getByLabel("Encryption").selectOption("account");
  await playground.button("Save encryption", settings).click();
  await settings.getByText(/^Now by arn:aws:kms/).waitFor();
  for (const [key, value] of [["team", "records"], ["stage", "test"]]) {
    await settings.getByLabel("Key", { exact: true }).fill(key);
    await settings.getByLabel("Value").fill(value);
    await playground.button("Add tag", settings).click();
    await settings.getByRole("listitem").filter({ hasText: key }).getByText(value).waitFor();
  }
  await playground.button("Remove tag stage", settings).click();
  await settings.getByText("stage").waitFor({ state: "detached" });
  await settings.getByLabel("Deletion protection").check();
  await playground.go("#/tables/Music/stream");
  await page.getByLabel("What records hold").selectOption("KEYS_ONLY");
  await playground.button("Enable stream").click();
  await page.getByText(/as it happens: keys only/).waitFor();
  await playground.go("#/tables/Music/past");
  await playground.button("Keep the past").click();
  await page.getByLabel("Days that are kept").fill("7");
  await page.getByLabel("Days that are kept").blur();
  await page.locator(".last").getByText("UpdateContinuousBackups").waitFor();
  await playground.button("Share").click();
  const link = await playground.dialog.getByRole("textbox", { name: "Link" }).inputValue();
  const other = await started.open({ fragment: link.slice(started.url.length) });
  await other.page.getByRole("link", { name: /Music/ }).first().waitFor();
  const { TableClass, SSESpecification, DeletionProtectionEnabled, StreamSpecification } = await definition(other, "Music");
  assert.deepEqual({ TableClass, SSESpecification, DeletionProtectionEnabled, StreamSpecification }, {
    TableClass: "STANDARD_INFREQUENT_ACCESS",
    SSESpecification: { Enabled: true, SSEType: "KMS" },
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
  });
  await other.go("#/tables/Music/settings");
  await other.button("Disable time to live").waitFor();
  assert.equal(await other.page.getByLabel("Time to live, by attribute").inputValue(), "until");
  await other.page.getByRole("listitem").filter({ hasText: "team" }).getByText("records").waitFor();
  await other.go("#/tables/Music/past");
  assert.equal(await other.page.getByLabel("Days that are kept").inputValue(), "7");
  assert.deepEqual(other.complaints, []);
  await other.close();
});

inSettings("a replica is added, looked at, written to and deleted", MUSIC, async (playground, page, settings) => {
  await settings.getByRole("combobox", { name: "Region" }).selectOption("eu-west-1");
  await playground.button("Add replica", settings).click();
  await settings.getByRole("listitem").filter({ hasText: "eu-west-1" }).getByText("active").waitFor();
  await playground.button("Look there", settings).click();
  await settings.getByRole("listitem").filter({ hasText: "us-east-1" }).waitFor();
  assert.equal(await page.getByRole("banner").getByLabel("Region").inputValue(), "eu-west-1");
  await playground.go("#/tables/Music/items");
  await page.getByText(/^10 items/).waitFor();
  await page.getByLabel("Choose Mira Quell Paper Sun").check();
  await playground.button("Delete 1").click();
  await page.getByText(/^9 items/).waitFor();
  await page.getByRole("banner").getByLabel("Region").selectOption("us-east-1");
  await page.getByText(/^9 items/).waitFor();
  await playground.go("#/tables/Music/settings");
  await playground.button("Delete replica in eu-west-1", settings).click();
  await settings.getByText(/^None. A replica has/).waitFor();
  await page.getByRole("banner").getByLabel("Region").selectOption("eu-west-1");
  await page.getByRole("heading", { name: "There is no table Music" }).waitFor();
});

inSettings("a resource policy is written, refused, attached, carried by a link and deleted", MUSIC, async (playground, page, settings) => {
  await playground.button("Write a policy", settings).click();
  const begun = await playground.read("Resource policy");
  await playground.write("Resource policy", '{ "Version": "2012-10-17" }');
  await playground.button("Save policy", settings).click();
  await settings.getByRole("alert").waitFor();
  await playground.write("Resource policy", begun);
  await playground.button("Save policy", settings).click();
  await playground.button("Delete policy", settings).waitFor();
  assert.equal(await settings.getByRole("alert").count(), 0);
  await playground.button("Share").click();
  const link = await playground.dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  const other = await started.open({ fragment: link.slice(started.url.length) });
  await other.page.getByRole("link", { name: /Music/ }).first().waitFor();
  await other.go("#/tables/Music/settings");
  assert.equal(JSON.parse(await other.read("Resource policy")).Statement[0].Resource, "arn:aws:dynamodb:us-east-1:000000000000:table/Music");
  // The same once more, beside the one that is there: its policy is of its own ARN.
  const tab = await other.another();
  await tab.page.goto(started.url.replace(/\/$/, "/?again") + link.slice(started.url.length));
  await tab.page.getByRole("link", { name: /Music-shared/ }).first().waitFor();
  await tab.go("#/tables/Music-shared/settings");
  assert.equal(JSON.parse(await tab.read("Resource policy")).Statement[0].Resource, "arn:aws:dynamodb:us-east-1:000000000000:table/Music-shared");
  await other.close();
  await playground.go("#/tables/Music/items");
  await playground.button("Export").click();
  await playground.dialog.getByLabel("Form").selectOption("table");
  const download = page.waitForEvent("download");
  await playground.button("Export", playground.dialog).click();
  const file = await (await download).path();
  await page.getByRole("banner").getByLabel("Region").selectOption("eu-north-1");
  await playground.go("#/");
  await playground.button("Create table").last().click();
  await playground.dialog.getByLabel(/^Or from a file/).setInputFiles(file);
  await page.getByText(/^10 items/).waitFor();
  await playground.go("#/tables/Music/settings");
  assert.equal(JSON.parse(await playground.read("Resource policy")).Statement[0].Resource, "arn:aws:dynamodb:eu-north-1:000000000000:table/Music");
  await playground.button("Delete policy", settings).click();
  await playground.button("Write a policy", settings).waitFor();
});
