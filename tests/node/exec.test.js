// `dynatab exec`: a command whose AWS SDKs find DynamoDB here.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";

import { COMMAND, runCommand } from "./server-process.js";

const node = (program) => [process.execPath, "--input-type=module", "-e", program];

test("its command finds DynamoDB and DynamoDB Streams, and its exit code is the command's", async () => {
  const program = `
    import { DynamoDB } from "@aws-sdk/client-dynamodb";
    import { DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
    const client = new DynamoDB({});
    await client.createTable({
      TableName: "Music", BillingMode: "PAY_PER_REQUEST", StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    });
    const { TableArn } = (await client.describeTable({ TableName: "Music" })).Table;
    const { Streams } = await new DynamoDBStreams({}).listStreams({});
    console.log(TableArn, Streams.length);
    process.exitCode = 3;`;
  const cwd = new URL("..", import.meta.url);
  const { code, stdout, stderr } = await runCommand("exec", "--region", "eu-west-1", "--", ...node(program), { cwd });
  assert.deepEqual([code, stdout], [3, "arn:aws:dynamodb:eu-west-1:000000000000:table/Music 1\n"], stderr);
});

test("the region of the environment is the emulator's", async () => {
  const program = "console.log(process.env.AWS_REGION, process.env.AWS_DEFAULT_REGION)";
  const env = { ...process.env, AWS_REGION: undefined, AWS_DEFAULT_REGION: "ap-south-1" };
  const { stdout } = await runCommand("exec", "--", ...node(program), { env });
  assert.equal(stdout, "ap-south-1 ap-south-1\n");
});

test("what would lead its SDKs elsewhere is gone, and keys are those that the emulator knows", async () => {
  const program = `const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = process.env;
    console.log(id, secret, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" in process.env, "AWS_SESSION_TOKEN" in process.env, process.env.KEPT)`;
  const env = { ...process.env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_SESSION_TOKEN: "token", AWS_ACCESS_KEY_ID: "AKIAREAL", KEPT: "kept" };
  const { stdout } = await runCommand("exec", "--access-key", "AKIAEXAMPLE=secret", "--", ...node(program), { env });
  assert.equal(stdout, "AKIAEXAMPLE secret false false kept\n");
});

// A profile of the environment goes before its keys in the AWS SDK for JavaScript, and one that is missing is an error in boto3.
test("neither a profile nor a proxy nor another kind of endpoint of the environment comes between", async () => {
  const program = `
    import { DynamoDB } from "@aws-sdk/client-dynamodb";
    const { TableNames } = await new DynamoDB({}).listTables({});
    console.log(TableNames.length, process.env.NO_PROXY, process.env.no_proxy, process.env.HTTP_PROXY);`;
  const cwd = new URL("..", import.meta.url);
  const env = {
    ...process.env, AWS_PROFILE: "work", AWS_DEFAULT_PROFILE: "work", AWS_USE_FIPS_ENDPOINT: "true", AWS_USE_DUALSTACK_ENDPOINT: "true",
    HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "internal",
  };
  const { stdout, stderr } = await runCommand("exec", "--", ...node(program), { cwd, env });
  assert.equal(stdout, "0 internal,127.0.0.1 internal,127.0.0.1 http://127.0.0.1:9\n", stderr);
});

test("its command has its standard input, and arguments that look like options", async () => {
  const program = 'process.stdin.pipe(process.stdout); console.log(process.argv.slice(1).join(" "))';
  const child = spawn(process.execPath, [COMMAND, "exec", "--", ...node(program), "--", "--port", "--help"]);
  child.stdin.end("typed");
  const chunks = await child.stdout.setEncoding("utf8").toArray();
  assert.equal(chunks.join(""), "--port --help\ntyped");
});

test("signals reach its command, and one that ends it is told as shells do", async () => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2"]) {
    const program = `process.on("${signal}", () => process.exit(9)); setInterval(() => {}, 1000); console.log("up")`;
    const child = spawn(process.execPath, [COMMAND, "exec", "--", ...node(program)]);
    await once(child.stdout, "data");
    child.kill(signal);
    assert.deepEqual(await once(child, "close"), [9, null], signal);
  }
  const killed = await runCommand("exec", "--", ...node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)'));
  assert.equal(killed.code, 137);
});

test("a command that cannot be run, or is missing, is one clear line", async () => {
  const refusals = [
    [["exec"], 2, "dynatab: exec needs a command behind --, for example: dynatab exec -- pytest\n"],
    [["exec", "--"], 2, "dynatab: exec needs a command behind --, for example: dynatab exec -- pytest\n"],
    [["exec", "pytest"], 2, /^dynatab: Unexpected argument 'pytest'.*\n$/],
    [["exec", "--port", "x", "--", "true"], 2, "dynatab: --port cannot be x: write a number from 0 to 65535\n"],
    [["exec", "--", "no-such-command"], 127, "dynatab: there is no command no-such-command\n"],
    [["exec", "--", import.meta.dirname], 126, `dynatab: ${import.meta.dirname} may not be executed\n`],
  ];
  for (const [words, code, line] of refusals) {
    const ended = await runCommand(...words);
    assert.equal(ended.code, code, words.join(" "));
    if (typeof line === "string") assert.equal(ended.stderr, line);
    else assert.match(ended.stderr, line);
    assert.equal(ended.stdout, "");
  }
});
