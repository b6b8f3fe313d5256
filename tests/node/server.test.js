import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { crc32, gunzipSync, gzipSync } from "node:zlib";

import { headers, manyTables } from "./request.js";
import { COMMAND, runCommand, startServer } from "./server-process.js";

/** One request over `node:http`, which decompresses nothing. */
async function send(url, { method = "POST", body = "{}", agent, ...options } = {}) {
  const request = httpRequest(url, { method, agent, headers: options.headers ?? headers("ListTables") });
  request.end(body);
  const [response] = await once(request, "response");
  const chunks = await response.toArray();
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks), socket: response.socket };
}

/** Writes `text` to a connection and reads until the other side has sent `count` responses. */
async function raw(port, parts, count) {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (text) => (received += text));
  for (const part of parts) {
    socket.write(part);
    await sleep(20);
  }
  while (received.split("HTTP/1.1 ").length - 1 < count) await once(socket, "data");
  socket.destroy();
  return received;
}

function rawRequest(body, more = {}) {
  const all = { host: "localhost", ...headers("ListTables"), "content-length": body.length, ...more };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST / HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

test("the command says where it listens, answers, and stops on a signal with code 0", async (context) => {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    const server = await startServer(context);
    assert.match(server.line, /^dynatab \d+\.\d+\.\d+ listens on http:\/\/127\.0\.0\.1:\d+/);
    assert.equal((await send(server.url)).status, 200);
    server.child.kill(signal);
    assert.deepEqual(await server.exited, [0, null]);
  }
});

test("once it listens it says how to use it, with the address and region that were chosen", async (context) => {
  const server = await startServer(context, "--region", "eu-west-1");
  server.child.kill("SIGTERM");
  await server.exited;
  const { lines } = server;
  assert.ok(lines.includes(`       endpoint ${server.url}    region eu-west-1`), lines.join("\n"));
  assert.ok(lines.some((line) => line.includes(`--endpoint-url ${server.url} --region eu-west-1`)), lines.join("\n"));
});

test("it stops in spite of idle connections", async (context) => {
  const server = await startServer(context);
  const agent = new Agent({ keepAlive: true });
  await send(server.url, { agent });
  const start = performance.now();
  server.child.kill("SIGTERM");
  assert.deepEqual(await server.exited, [0, null]);
  assert.ok(performance.now() - start < 2500, "the idle connection was not waited for");
  agent.destroy();
});

test("a request under way is answered before it stops", async (context) => {
  const server = await startServer(context);
  const request = httpRequest(server.url, { method: "POST", headers: { ...headers("ListTables"), expect: "100-continue" } });
  request.write("{");
  // The server has it; a connection that it has not yet taken would be reset.
  await once(request, "continue");
  server.child.kill("SIGTERM");
  await sleep(100);
  request.end("}");
  const [response] = await once(request, "response");
  assert.equal(response.statusCode, 200);
  response.resume();
  assert.deepEqual(await server.exited, [0, null]);
});

test("a connection that was kept alive ends with its answer once the server is to stop", async (context) => {
  const server = await startServer(context);
  const agent = new Agent({ keepAlive: true });
  const request = httpRequest(server.url, { method: "POST", agent, headers: { ...headers("ListTables"), expect: "100-continue" } });
  request.write("{");
  await once(request, "continue");
  server.child.kill("SIGTERM");
  await sleep(100);
  request.end("}");
  const [response] = await once(request, "response");
  assert.equal(response.headers.connection, "close");
  response.resume();
  assert.deepEqual(await server.exited, [0, null]);
  agent.destroy();
});

test("a port in use is one clear line and exit code 1", async (context) => {
  const other = createServer().listen(0, "127.0.0.1");
  context.after(() => other.close());
  await once(other, "listening");
  const { port } = other.address();
  const { code, stdout, stderr } = await runCommand("--port", String(port));
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.equal(stderr, `dynatab: port ${port} on 127.0.0.1 is in use: stop what listens there or choose another with --port\n`);
});

test("a server goes on when nobody reads what it prints any more", async (context) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address();
  await once(other.close(), "close");
  const child = spawn(process.execPath, [COMMAND, "--port", String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  context.after(() => child.kill("SIGKILL"));
  child.stdout.destroy();
  const answered = async () => (await send(`http://127.0.0.1:${port}/`)).status;
  let status;
  while (!status && child.exitCode === null) status = await answered().catch(() => sleep(20));
  await sleep(100);
  assert.equal(await answered(), 200);
});

test("arguments that make no sense are one line that says what to write, and exit code 2", async () => {
  for (const [words, message] of [
    [["--port", "http"], /^dynatab: --port cannot be http: write a number from 0 to 65535\n$/],
    [["--port", "65536"], /^dynatab: --port cannot be 65536: write a number from 0 to 65535\n$/],
    [["--prot", "1"], /^dynatab: Unknown option '--prot'; `dynatab --help` lists the options\n$/],
    [["start"], /^dynatab: Unexpected argument 'start'.*--help/],
    [["--region", "EU"], /^dynatab: 'EU' is not a region: write lower-case letters.*\n$/],
    [["--port", "-1"], /^dynatab: --port needs a value, which cannot begin with a hyphen; .*--help` lists the options\n$/],
    [["--host", ""], /^dynatab: --host cannot be empty: write an address of this machine, for example 127.0.0.1.*\n$/],
    [["--account", "k=123456789012", "--account", "k=123456789013"], /^dynatab: --account names k twice: write one account/],
    [["--account", "x=1"], /^dynatab: --account cannot be x=1: write an access key and twelve digits/],
    [["--account-id", "12"], /^dynatab: '12' is not an account id: write twelve digits/],
    [["--validation", "old"], /^dynatab: validation cannot be "old": write "2026" or "classic"/],
    [["--recovery-delay", "5m"], /^dynatab: --recovery-delay cannot be 5m: write a whole number of seconds from 0 to 86400\n$/],
    [["--lifecycle", "createTable=2s"], /^dynatab: --lifecycle cannot be createTable=2s: write instant, realistic, or milliseconds/],
    [["--lifecycle", "create=2"], /^dynatab: lifecycle has no 'create': write one of createTable/],
    [["--lifecycle", "slow"], /^dynatab: --lifecycle cannot be slow: write instant, realistic, or milliseconds/],
    [["--recovery-delay", "99999"], /^dynatab: --recovery-delay cannot be 99999: write a whole number of seconds from 0 to 86400\n$/],
    [["--time-to-live-interval", "1m"], /^dynatab: --time-to-live-interval cannot be 1m: write a whole number of milliseconds, or Infinity\n$/],
    [["--access-key", "AKIAEXAMPLE"], /^dynatab: --access-key cannot be read: write an access key and its secret, for example AKIAEXAMPLE=secret\n$/],
    [["--access-key", "=secret"], /^dynatab: --access-key cannot be read/],
    [["--access-key", "AKIAEXAMPLE="], /^dynatab: --access-key cannot be read/],
    [["--access-key", "A=a", "--access-key", "A=b"], /^dynatab: --access-key names A twice: write one secret for each access key\n$/],
    [["--enforce-policies=yes"], /^dynatab: Option '--enforce-policies' does not take an argument; `dynatab --help` lists the options\n$/],
    [["--seed", "x"], /^dynatab: --seed cannot be x: write a whole number/],
  ]) {
    const { code, stderr } = await runCommand(...words);
    assert.match(stderr, message);
    assert.equal(code, 2);
  }
});

test("an address that is not this machine's is one clear line", async () => {
  const { code, stderr } = await runCommand("--port", "0", "--host", "192.0.2.1");
  assert.equal(code, 1);
  assert.match(stderr, /^dynatab: 192\.0\.2\.1 is not an address of this machine: choose one with --host\n$/);
});

test("--help and --version answer and end", async () => {
  const help = await runCommand("--help");
  assert.equal(help.code, 0);
  for (const option of ["--port", "--host", "--region", "--help", "--version"]) assert.ok(help.stdout.includes(option));
  assert.match((await runCommand("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
});

test("it listens on 127.0.0.1 only, unless told otherwise", async (context) => {
  const outside = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === "IPv4" && !internal);
  if (!outside) return context.skip("this machine has no other address");
  const closed = await startServer(context);
  await assert.rejects(send(`http://${outside.address}:${closed.port}/`), { code: "ECONNREFUSED" });
  const open = await startServer(context, "--host", "0.0.0.0");
  assert.equal((await send(`http://${outside.address}:${open.port}/`)).status, 200);
});

test("--time-to-live-interval says when expired items are gone", async (context) => {
  for (const [interval, left] of [["0", 0], ["Infinity", 1]]) {
    const { url } = await startServer(context, "--time-to-live-interval", interval);
    const ask = async (operation, input) => JSON.parse((await send(url, { headers: headers(operation), body: JSON.stringify(input) })).body);
    const [table] = manyTables();
    await ask("CreateTable", table);
    const TableName = table.TableName;
    await ask("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" } });
    const expired = Math.floor(Date.now() / 1000) - 60;
    await ask("PutItem", { TableName, Item: { pk: { S: "a" }, expires: { N: String(expired) } } });
    assert.equal((await ask("Scan", { TableName })).Count, left);
  }
});

test("HTTP as clients speak it", async (context) => {
  const { url, port } = await startServer(context, "--region", "eu-west-1");

  await context.test("GET / is a health check that names the region", async () => {
    const { status, body } = await send(url, { method: "GET", headers: {}, body: "" });
    assert.equal(status, 200);
    assert.match(body.toString(), /^healthy: dynamodb\.eu-west-1\.amazonaws\.com/);
  });

  await context.test("a connection is kept alive", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set();
    for (let round = 0; round < 3; round += 1) sockets.add((await send(url, { agent })).socket);
    assert.equal(sockets.size, 1);
    agent.destroy();
  });

  await context.test("pipelined requests are answered in order", async () => {
    const received = await raw(port, [rawRequest("{}") + rawRequest("nonsense") + rawRequest("{}")], 3);
    assert.deepEqual(received.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 200", "HTTP/1.1 400", "HTTP/1.1 200"]);
  });

  await context.test("a client that says no more after its request is answered, however long its body takes to decompress", async () => {
    const body = gzipSync(JSON.stringify({ ExclusiveStartTableName: "abc", padding: "a".repeat(1_000_000) }));
    const [head] = rawRequest("", { "content-length": body.length, "content-encoding": "gzip" }).split("\r\n\r\n");
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]));
    assert.match(Buffer.concat(await socket.toArray()).toString(), /^HTTP\/1\.1 200/);
  });

  await context.test("chunked bodies are read, also in many small parts", async () => {
    const start = rawRequest("", { "content-length": undefined, "transfer-encoding": "chunked" }).replace(/content-length: undefined\r\n/, "");
    const received = await raw(port, [start, "1\r\n{\r\n", "1\r\n}\r\n", "0\r\n\r\n"], 1);
    assert.match(received, /^HTTP\/1\.1 200/);
  });

  await context.test("a slow body holds up nobody else", async () => {
    const slow = httpRequest(url, { method: "POST", headers: headers("ListTables") });
    slow.write("{");
    await sleep(50);
    assert.equal((await send(url)).status, 200);
    slow.end("}");
    const [response] = await once(slow, "response");
    assert.equal(response.statusCode, 200);
    response.resume();
  });

  await context.test("a client that goes away in the middle harms nobody", async () => {
    const gone = httpRequest(url, { method: "POST", headers: headers("ListTables") });
    gone.on("error", () => {});
    gone.write("{");
    await sleep(50);
    gone.destroy();
    assert.equal((await send(url)).status, 200);
  });

  await context.test("a compressed body is read", async () => {
    const { status } = await send(url, { headers: headers("ListTables", { "content-encoding": "gzip" }), body: gzipSync("{}") });
    assert.equal(status, 200);
  });

  await context.test("a large response is compressed for those who accept it", async () => {
    for (const input of manyTables()) await send(url, { headers: headers("CreateTable"), body: JSON.stringify(input) });
    const { headers: answered, body: sent } = await send(url, { headers: headers("ListTables", { "accept-encoding": "gzip" }) });
    assert.equal(answered["content-encoding"], "gzip");
    assert.equal(answered["content-length"], String(sent.length));
    assert.equal(answered["x-amz-crc32"], String(crc32(sent)));
    assert.equal(JSON.parse(gunzipSync(sent)).TableNames.length, manyTables().length);
  });

  await context.test("a body of 16 MB is read, one of more gets 413, announced or not", async () => {
    const fits = Buffer.alloc(16 * 1024 * 1024, " ");
    fits.write("{}");
    assert.equal((await send(url, { body: fits })).status, 200);
    const large = Buffer.alloc(17 * 1024 * 1024, " ");
    const announced = await send(url, { headers: headers("ListTables", { "content-length": large.length }), body: large });
    assert.equal(announced.status, 413);
    const chunked = await send(url, { headers: headers("ListTables", { "transfer-encoding": "chunked" }), body: large });
    assert.equal(chunked.status, 413);
    assert.equal((await send(url)).status, 200);
  });

  await context.test("a small body that is too large decompressed gets 413 and the connection ends", async () => {
    const bomb = gzipSync(Buffer.alloc(17 * 1024 * 1024, " "));
    const { status, socket } = await send(url, { headers: headers("ListTables", { "content-encoding": "gzip" }), body: bomb });
    assert.equal(status, 413);
    if (!socket.closed) await once(socket, "close");
  });

  await context.test("what is not HTTP gets 400", async () => {
    assert.match(await raw(port, ["nonsense\r\n\r\n"], 1), /^HTTP\/1\.1 400/);
  });
});
