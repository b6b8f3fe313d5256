// `dynatab import` and `dynatab export`: what docs/testing.md says of them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";

import { headers } from "./request.js";
import { COMMAND, runCommand, startServer } from "./server-process.js";

/** 38 digits, which no other number in JavaScript can carry. */
const LONG = "12345678901234567890123456789012345678";

const EVERYTHING = {
  pk: { S: "a,\"b\"\nc" },
  sk: { N: LONG },
  fraction: { N: "0.1000000000000000000000000000000000001" },
  yes: { BOOL: true },
  nothing: { NULL: true },
  empty: { S: "" },
  bytes: { B: "AAEC" },
  texts: { SS: ["a", "b"] },
  numbers: { NS: [LONG, "1"] },
  list: { L: [{ S: "x" }, { N: "1" }, { L: [] }] },
  map: { M: { inner: { M: { deep: { N: "-7" } } } } },
};

let folder;
const at = (name) => join(folder, name);

before(async () => (folder = await mkdtemp(join(tmpdir(), "dynatab-bulk-"))));
after(() => rm(folder, { recursive: true }));

async function music(context, ...words) {
  const { url } = await startServer(context, ...words);
  const send = async (operation, input = {}) => {
    const response = await fetch(url, { method: "POST", headers: headers(operation), body: JSON.stringify(input) });
    const output = await response.json();
    assert.equal(response.status, 200, JSON.stringify(output));
    return output;
  };
  const create = (TableName) => send("CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }, { AttributeName: "sk", AttributeType: "N" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }, { AttributeName: "sk", KeyType: "RANGE" }],
  });
  await create("Music");
  const items = async (TableName = "Music") => (await send("Scan", { TableName })).Items;
  const run = (name, ...rest) => runCommand(name, "--endpoint", url, ...rest, { env: { ...process.env, AWS_REGION: "us-east-1" } });
  return { url, send, create, items, run };
}

const put = (send, Item) => send("PutItem", { TableName: "Music", Item });

test("DynamoDB JSON goes out and comes in as it was, compressed or not", async (context) => {
  const { send, create, items, run } = await music(context);
  await put(send, EVERYTHING);
  await create("Copy");
  for (const name of ["items.json", "items.json.gz"]) {
    const exported = await run("export", "Music", at(name));
    assert.deepEqual([exported.code, exported.stdout], [0, ""]);
    assert.match(exported.stderr, /^(.*\n)?1 item exported to .* in \d+\.\d s\n$/);
    const imported = await run("import", "Copy", at(name));
    assert.equal(imported.code, 0, imported.stderr);
    assert.deepEqual(await items("Copy"), [EVERYTHING]);
  }
  const plain = await readFile(at("items.json"), "utf8");
  assert.deepEqual(JSON.parse(plain).Item, EVERYTHING);
  assert.equal(gunzipSync(await readFile(at("items.json.gz"))).toString(), plain);
});

test("plain JSON keeps all digits of numbers, and says what it cannot keep", async (context) => {
  const { send, items, run } = await music(context);
  await put(send, EVERYTHING);
  const exported = await run("export", "Music", at("items.jsonl"));
  assert.match(exported.stderr, /JSON has no (B|SS|NS|, )+: these were written as text and lists/);
  const text = await readFile(at("items.jsonl"), "utf8");
  assert.ok(text.includes(`"sk":${LONG}`), text);
  await send("DeleteItem", { TableName: "Music", Key: { pk: EVERYTHING.pk, sk: EVERYTHING.sk } });
  assert.equal((await run("import", "Music", at("items.jsonl"))).code, 0);
  const [{ texts, numbers, bytes, ...same }] = await items();
  const { texts: _, numbers: __, bytes: ___, ...rest } = EVERYTHING;
  assert.deepEqual(same, rest);
  assert.deepEqual([texts, numbers, bytes], [{ L: [{ S: "a" }, { S: "b" }] }, { L: [{ N: LONG }, { N: "1" }] }, { S: "AAEC" }]);
});

test("CSV goes out with what is needed to bring it in again", async (context) => {
  const { send, items, run, create } = await music(context);
  const { empty, ...item } = EVERYTHING;
  await put(send, item);
  await put(send, { pk: { S: "b" }, sk: { N: "1" }, mixed: { N: "1" } });
  await put(send, { pk: { S: "c" }, sk: { N: "1" }, mixed: { S: "1" } });
  // Names that every object answers to.
  await put(send, { pk: { S: "d" }, sk: { N: "1" }, constructor: { S: "x" }, ["__proto__"]: { M: { a: { N: "1" } } } });
  const { stderr } = await run("export", "Music", at("items.csv"));
  const types = [...stderr.matchAll(/--type "([^"]+)"/g)].flatMap(([, type]) => ["--type", type]);
  assert.ok(types.includes("mixed=JSON") && types.includes("yes=BOOL"), stderr);
  assert.match((await readFile(at("items.csv"), "utf8")).split("\n")[0], /^pk,sk,/);
  await create("Copy");
  const imported = await run("import", ...types, "Copy", at("items.csv"));
  assert.equal(imported.code, 0, imported.stderr);
  assert.deepEqual(await items("Copy"), await items());
});

test("a CSV of somebody else: types of keys are the table's, empty cells are no attributes", async (context) => {
  const { items, run } = await music(context);
  await writeFile(at("others.csv"), '\uFEFFpk;sk;title;year\r\n"a;b";1;"two\r\nlines";1999\r\nc;2;;\r\n\r\n');
  const { code, stderr } = await run("import", "--delimiter", ";", "--type", "year=N", "Music", at("others.csv"));
  assert.equal(code, 0, stderr);
  assert.deepEqual((await items()).sort((left, right) => left.sk.N - right.sk.N), [
    { pk: { S: "a;b" }, sk: { N: "1" }, title: { S: "two\r\nlines" }, year: { N: "1999" } },
    { pk: { S: "c" }, sk: { N: "2" } },
  ]);
});

test("what is wrong is told with its line, and what came before it is there", async (context) => {
  const { items, run } = await music(context);
  const line = (sk, more = "") => `{"pk":"a","sk":${sk}${more}}\n`;
  const cases = [
    ["broken.jsonl", `${line(1)}\n${line(2)}{"pk":`, 4, /JSON|end/i],
    ["list.jsonl", `${line(1)}[1]\n`, 2, /this is no JSON object/],
    ["count.jsonl", `${line(1)}5\n`, 2, /this is no JSON object/],
    ["digits.jsonl", `${line(1)}${line(2, `,"n":${LONG}9`)}${line(3)}`, 2, /ValidationException: .*38 significant digits/],
    ["keyless.jsonl", `${line(1)}{"pk":"a"}\n`, 2, /ValidationException: .*Missing the key sk/],
    ["plain.json", '{"Item":{"pk":{"S":"a"},"sk":{"N":"1"}}}\n{"pk":"a"}\n', 2, /the attribute "pk" is no value in DynamoDB's form, such as .*--format jsonl/],
    ["wide.csv", "pk,sk\na,1\nb,2,3\n", 3, /Record Length|columns/i],
    ["twice.csv", "pk,sk,pk\n", 1, /the column "pk" is there twice/],
    ["number.csv", "pk,sk\na,1\nb,many\n", 3, /ValidationException: .*numeric value: many/],
  ];
  for (const [name, text, number, message] of cases) {
    await writeFile(at(name), text);
    const { code, stderr } = await run("import", "Music", at(name));
    assert.equal(code, 1, name);
    assert.ok(stderr.startsWith(`dynatab: ${at(name)}:${number}: `), stderr);
    assert.match(stderr, message);
  }
  assert.ok((await items()).length > 0);
  const typed = await run("import", "--type", "yes=BOOL", "Music", at("number.csv"));
  assert.match(typed.stderr, /:1: there is no column "yes"/);
});

test("a file that cannot be written, or is not compressed, is one clear line", async (context) => {
  const { send, run } = await music(context);
  await put(send, EVERYTHING);
  for (const name of ["missing/out.json", "missing/out.json.gz"]) {
    const { code, stderr } = await run("export", "Music", at(name));
    assert.deepEqual([code, stderr.split("\n").length], [1, 2], stderr);
    assert.match(stderr, /^dynatab: ENOENT: no such file or directory, open /);
  }
  await writeFile(at("plain.jsonl.gz"), '{"pk":"a","sk":1}\n');
  const { code, stderr } = await run("import", "Music", at("plain.jsonl.gz"));
  assert.equal(code, 1);
  assert.match(stderr, /^dynatab: \S+plain\.jsonl\.gz cannot be decompressed: incorrect header check \(imported before it: 0 items\)\n$/);
});

test("who reads an export may have enough of it", async (context) => {
  const { url, send } = await music(context);
  for (let sk = 0; sk < 30; sk += 1) await put(send, { pk: { S: "a" }, sk: { N: String(sk) }, text: { S: "x".repeat(100_000) } });
  const child = spawn(process.execPath, [COMMAND, "export", "--endpoint", url, "--region", "us-east-1", "--quiet", "Music"]);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  await once(child.stdout, "data");
  child.stdout.destroy();
  assert.deepEqual([await once(child, "close"), stderr], [[0, null], ""]);
});

test("an item that is there twice is that of the last line", async (context) => {
  const { items, run } = await music(context);
  await writeFile(at("same.jsonl"), ["1", "1.0", "1"].map((sk, at) => `{"pk":"a","sk":${sk},"at":${at}}\n`).join(""));
  const { code, stderr } = await run("import", "Music", at("same.jsonl"));
  assert.equal(code, 0, stderr);
  assert.deepEqual((await items()).map((item) => item.at.N), ["2"]);
});

test("a long import and export arrive whole, and tell how far they are", async (context) => {
  const { send, run } = await music(context);
  const many = 20_000;
  const lines = Array.from({ length: many }, (_, sk) => `{"pk":"${sk % 7}","sk":${sk},"text":"${"x".repeat(100)}"}`);
  await writeFile(at("many.jsonl.gz"), gzipSync(lines.join("\n")));
  const { code, stderr } = await run("import", "Music", at("many.jsonl.gz"));
  assert.deepEqual([code, stderr.split("\n").at(-2).replace(/ in .*/, "")], [0, "20,000 items imported into Music"]);
  assert.equal((await send("DescribeTable", { TableName: "Music" })).Table.ItemCount, many);
  const exported = await run("export", "--quiet", "Music");
  assert.deepEqual([exported.stdout.trimEnd().split("\n").length, exported.stderr], [many, ""]);
});

test("tables of a template are created, and are left alone when they are there", async (context) => {
  const { send, run } = await music(context);
  const TEMPLATE = `
Resources:
  Songs:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: Songs
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      TimeToLiveSpecification: { AttributeName: ttl, Enabled: true }
`;
  await writeFile(at("template.yaml"), TEMPLATE);
  await writeFile(at("songs.jsonl"), '{"id":"a"}\n');
  for (let round = 0; round < 2; round += 1) {
    const { code, stderr } = await run("import", "--tables", at("template.yaml"), "Songs", at("songs.jsonl"));
    assert.equal(code, 0, stderr);
  }
  assert.equal((await send("DescribeTimeToLive", { TableName: "Songs" })).TimeToLiveDescription.TimeToLiveStatus, "ENABLED");
});

test("a server that verifies signatures is served", async (context) => {
  const { url } = await startServer(context, "--access-key", "AKIAEXAMPLE=secret");
  await writeFile(at("one.jsonl"), '{"id":"a"}\n');
  const run = (AWS_SECRET_ACCESS_KEY) => runCommand("import", "--endpoint", url, "Music", at("one.jsonl"), { env: { ...process.env, AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY, AWS_REGION: "us-east-1" } });
  assert.match((await run("secret")).stderr, /^dynatab: there is no table Music: create it first, or name a template that has it with --tables\n$/);
  assert.match((await run("wrong")).stderr, /signature/i);
});

test("what is typed wrong is told", async (context) => {
  const { run } = await music(context);
  const cases = [
    [["import"], 2, "import needs the name of a table; `dynatab import --help` tells more"],
    [["import", "Music"], 2, "import needs a file behind the name of the table"],
    [["import", "Music", "items.txt"], 2, "the name items.txt does not tell its format: write --format and one of dynamodb-json, jsonl, csv"],
    [["import", "Music", "a.csv", "b.csv"], 2, "import takes a table and a file, not b.csv as well"],
    [["import", "--type", "a", "Music", "a.csv"], 2, "--type cannot be a: write a column and one of S, N, B, BOOL, JSON, for example Year=N"],
    [["export", "--type", "a=N", "Music"], 2, "export takes no --type: that is for import"],
    [["export", "--format", "xml", "Music"], 2, "--format cannot be xml: write one of dynamodb-json, jsonl, csv"],
    [["export", "Missing"], 1, "there is no table Missing: create it first, or name a template that has it with --tables"],
    [["import", "--nothing"], 2, "Unknown option '--nothing'; `dynatab import --help` lists the options"],
  ];
  for (const [words, code, message] of cases) {
    const result = await run(...words);
    assert.deepEqual([result.code, result.stderr], [code, `dynatab: ${message}\n`]);
  }
  const away = await runCommand("export", "--endpoint", "http://127.0.0.1:9", "Music");
  assert.match(away.stderr, /^dynatab: http:\/\/127\.0\.0\.1:9 cannot be reached \(bad port\): start a server with `dynatab`, or name another with --endpoint\n$/);
  assert.match((await runCommand("import", "--help")).stdout, /^usage: dynatab import \[options\] <table> <file>/);
  assert.match((await run("import", "Music", at("absent.csv"))).stderr, /ENOENT/);
});
