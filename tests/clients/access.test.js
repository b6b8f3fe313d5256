// Access keys and policies with the AWS SDK, signed for real.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";

import {
  BatchGetItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
  QueryCommand,
  ScanCommand,
  SearchVectorsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { createEmulator } from "dynatab";

const TABLE = {
  TableName: "Scores",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "user", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "user", KeyType: "HASH" }],
};
const ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/Scores";
const document = (...statements) => ({ Version: "2012-10-17", Statement: statements });
const user = (name, account = "111122223333") => `arn:aws:iam::${account}:user/${name}`;

/** Keys: the owner may do everything, alice what her policy says, bob nothing by himself; carol is of another account. */
const accessKeys = {
  OWNER: { secretAccessKey: "o", accountId: "111122223333" },
  ALICE: {
    secretAccessKey: "a",
    principalArn: user("alice"),
    policies: [
      document({
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:PartiQLSelect"],
        Resource: ARN,
        Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:username}"] } },
      }),
    ],
  },
  BOB: { secretAccessKey: "b", principalArn: user("bob"), policies: [] },
  CAROL: { secretAccessKey: "c", principalArn: user("carol", "444455556666") },
};

async function world(options = {}) {
  const emulator = await createEmulator({ accessKeys, enforcePolicies: true, ...options });
  const as = (accessKeyId, secretAccessKey = accessKeys[accessKeyId]?.secretAccessKey ?? "x") =>
    new DynamoDBClient({ ...emulator.clientConfig({ credentials: { accessKeyId, secretAccessKey }, signatures: true }), maxAttempts: 2 });
  const owner = as("OWNER");
  await owner.send(new CreateTableCommand(TABLE));
  await owner.send(new PutItemCommand({ TableName: "Scores", Item: { user: { S: "alice" }, wins: { N: "1" }, secret: { S: "s" } } }));
  return { emulator, as, owner };
}

const denied = (action, reason) => ({
  name: "AccessDeniedException",
  message: new RegExp(`is not authorized to perform: dynamodb:${action} on resource: .* ${reason}`),
});

const put = (client, ...statements) =>
  client.send(new PutResourcePolicyCommand({ ResourceArn: ARN, Policy: JSON.stringify(document(...statements)) }));

test("a wrong secret and an unknown key are refused", async () => {
  const { as } = await world();
  await assert.rejects(as("OWNER", "wrong").send(new ListTablesCommand({})), {
    name: "InvalidSignatureException",
    message: /^The request signature we calculated does not match the signature you provided\./,
  });
  await assert.rejects(as("NOBODY").send(new ListTablesCommand({})), {
    name: "UnrecognizedClientException",
    message: "The security token included in the request is invalid.",
  });
});

test("clientConfig signs truly for keys whose secret is known, with the first of them if it is not told", async () => {
  const { emulator } = await world();
  const config = emulator.clientConfig();
  assert.equal(config.credentials.accessKeyId, "OWNER");
  assert.equal(config.signer, undefined);
  const { TableNames } = await new DynamoDBClient(config).send(new ListTablesCommand({}));
  assert.deepEqual(TableNames, ["Scores"]);
  const forked = await new DynamoDBClient(emulator.fork().clientConfig()).send(new ListTablesCommand({}));
  assert.deepEqual(forked.TableNames, ["Scores"]);
  const attached = new DynamoDBClient({ region: "us-east-1" });
  emulator.attach(attached);
  assert.deepEqual((await attached.send(new ListTablesCommand({}))).TableNames, ["Scores"]);
});

test("a key without a secret needs no signature, and one with a session token needs the token", async () => {
  const emulator = await createEmulator({ accessKeys: { PLAIN: {}, SESSION: { secretAccessKey: "s", sessionToken: "a+b/c=" } } });
  assert.notEqual(emulator.clientConfig().signer, undefined);
  await new DynamoDBClient(emulator.clientConfig()).send(new ListTablesCommand({}));
  const session = { accessKeyId: "SESSION", secretAccessKey: "s", sessionToken: "a+b/c=" };
  await new DynamoDBClient(emulator.clientConfig({ credentials: session })).send(new ListTablesCommand({}));
  for (const sessionToken of [undefined, "other"]) {
    const client = new DynamoDBClient(emulator.clientConfig({ credentials: { ...session, sessionToken } }));
    await assert.rejects(client.send(new ListTablesCommand({})), { name: "UnrecognizedClientException" });
  }
});

test("the signature of a compressed request covers what was sent", async () => {
  const { emulator, as } = await world();
  const get = async (tamper) => {
    const client = as("OWNER");
    client.middlewareStack.add((next) => (args) => next(compressed(args)), { step: "build", priority: "low" });
    client.config.requestHandler = { handle: (request) => fetched(emulator, { ...request, body: tamper(request.body) }) };
    return (await client.send(new GetItemCommand({ TableName: "Scores", Key: { user: { S: "alice" } } }))).Item.wins;
  };
  assert.deepEqual(await get((body) => body), { N: "1" });
  const other = (body) => gzipSync(Buffer.from(gunzipSync(body).toString().replace("alice", "malice")));
  await assert.rejects(get(other), { name: "InvalidSignatureException" });
});

function compressed(args) {
  args.request.body = gzipSync(args.request.body);
  args.request.headers["content-encoding"] = "gzip";
  args.request.headers["content-length"] = String(args.request.body.length);
  return args;
}

async function fetched(emulator, { method, hostname, path, headers, body }) {
  const response = await emulator.fetch(new Request(`https://${hostname}${path}`, { method, headers, body }));
  const answered = { statusCode: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) };
  return { response: answered };
}

test("a client follows the clock of the emulator, wherever it is", async () => {
  const { emulator, owner } = await world();
  emulator.clock.advance({ days: 400 });
  assert.deepEqual((await owner.send(new ListTablesCommand({}))).TableNames, ["Scores"]);
  emulator.clock.advance({ days: 400 });
  const once = new DynamoDBClient({ ...emulator.clientConfig(), maxAttempts: 1 });
  await assert.rejects(once.send(new ListTablesCommand({})), { message: /^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/ });
});

test("a leading key keeps users to their own items", async () => {
  const alice = (await world()).as("ALICE");
  const key = (name) => ({ TableName: "Scores", Key: { user: { S: name } } });
  assert.equal((await alice.send(new GetItemCommand(key("alice")))).Item.wins.N, "1");
  const refused = denied("GetItem", "because no identity-based policy allows the dynamodb:GetItem action");
  await assert.rejects(alice.send(new GetItemCommand(key("bob"))), refused);
  const query = (name) => ({
    TableName: "Scores",
    KeyConditionExpression: "#u = :u",
    ExpressionAttributeNames: { "#u": "user" },
    ExpressionAttributeValues: { ":u": { S: name } },
  });
  assert.equal((await alice.send(new QueryCommand(query("alice")))).Count, 1);
  await assert.rejects(alice.send(new QueryCommand(query("bob"))), denied("Query", "because"));
  const batch = (...names) => ({ RequestItems: { Scores: { Keys: names.map((name) => ({ user: { S: name } })) } } });
  assert.equal((await alice.send(new BatchGetItemCommand(batch("alice")))).Responses.Scores.length, 1);
  await assert.rejects(alice.send(new BatchGetItemCommand(batch("alice", "bob"))), denied("BatchGetItem", "because"));
  await assert.rejects(alice.send(new ScanCommand({ TableName: "Scores" })), denied("Scan", "because"));
  const statement = (name) => new ExecuteStatementCommand({ Statement: `SELECT * FROM Scores WHERE "user" = '${name}'` });
  assert.equal((await alice.send(statement("alice"))).Items.length, 1);
  await assert.rejects(alice.send(statement("bob")), denied("PartiQLSelect", "because"));
  const write = (name) => ({ TransactItems: [{ Put: { TableName: "Scores", Item: { user: { S: name } } } }] });
  await alice.send(new TransactWriteItemsCommand(write("alice")));
  await assert.rejects(alice.send(new TransactWriteItemsCommand(write("bob"))), denied("PutItem", "because"));
});

test("the policy of a table allows, and what anything denies is denied", async () => {
  const { as, owner } = await world();
  const bob = as("BOB");
  const key = { TableName: "Scores", Key: { user: { S: "alice" } } };
  await assert.rejects(bob.send(new GetItemCommand(key)), denied("GetItem", "because no identity-based policy"));
  await put(owner, {
    Effect: "Allow",
    Principal: { AWS: user("bob") },
    Action: "dynamodb:GetItem",
    Resource: ARN,
    Condition: { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["user", "wins"] }, StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } },
  });
  const some = (ProjectionExpression) => new GetItemCommand({ ...key, ProjectionExpression, ExpressionAttributeNames: { "#u": "user" } });
  assert.deepEqual((await bob.send(some("#u, wins"))).Item, { user: { S: "alice" }, wins: { N: "1" } });
  await assert.rejects(bob.send(some("#u, secret")), denied("GetItem", "because"));
  await assert.rejects(bob.send(new GetItemCommand(key)), denied("GetItem", "because"));
  await put(
    owner,
    { Effect: "Allow", Principal: { AWS: user("bob") }, Action: "dynamodb:*", Resource: ARN },
    { Effect: "Deny", Principal: "*", Action: "dynamodb:UpdateItem", Resource: ARN, Condition: { StringEquals: { "dynamodb:ReturnValues": "ALL_OLD" } } },
  );
  const update = { ...key, UpdateExpression: "SET wins = :w", ExpressionAttributeValues: { ":w": { N: "2" } } };
  await bob.send(new UpdateItemCommand(update));
  const refused = denied("UpdateItem", "with an explicit deny in a resource-based policy");
  await assert.rejects(bob.send(new UpdateItemCommand({ ...update, ReturnValues: "ALL_OLD" })), refused);
  await assert.rejects(owner.send(new UpdateItemCommand({ ...update, ReturnValues: "ALL_OLD" })), refused);
});

test("searches are allowed by the index, and by no statement that asks for keys or attributes", async () => {
  const { owner, as } = await world();
  const vectorIndex = { IndexName: "near", VectorAttribute: { AttributeName: "v" }, Dimensions: 1, DistanceFunction: "EUCLIDEAN", Projection: { ProjectionType: "ALL" } };
  await owner.send(new UpdateTableCommand({ TableName: "Scores", VectorIndexUpdates: [{ Create: vectorIndex }] }));
  const search = new SearchVectorsCommand({ TableName: "Scores", IndexName: "near", SearchVector: [{ N: "1" }], TopK: 1 });
  const bob = as("BOB");
  const allow = (Condition, Resource = `${ARN}/index/near`) =>
    put(owner, { Effect: "Allow", Principal: { AWS: user("bob") }, Action: "dynamodb:SearchVectors", Resource, ...(Condition && { Condition }) });
  const refused = {
    name: "AccessDeniedException",
    message: `User: ${user("bob")} is not authorized to perform: dynamodb:SearchVectors on resource: ${ARN}/index/near because no identity-based policy allows the dynamodb:SearchVectors action`,
  };
  await assert.rejects(bob.send(search), refused);
  await allow(undefined, ARN);
  await assert.rejects(bob.send(search), refused);
  for (const condition of [
    { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["bob"] } },
    { "ForAllValues:StringLike": { "dynamodb:Attributes": ["*"] } },
    { StringLike: { "dynamodb:Select": "*" } },
    { Null: { "dynamodb:LeadingKeys": "true" } },
  ]) {
    await allow(condition);
    await assert.rejects(bob.send(search), refused);
  }
  await allow({ StringEquals: { "aws:username": "bob" } });
  assert.deepEqual((await bob.send(search)).SearchResults, []);
  await put(owner, { Effect: "Deny", Principal: "*", Action: "dynamodb:SearchVectors", Resource: `${ARN}/index/*` });
  await assert.rejects(owner.send(search), denied("SearchVectors", "with an explicit deny in a resource-based policy"));
});

test("another account is let in by the policy of the table, under its ARN", async () => {
  const { as, owner } = await world();
  const carol = as("CAROL");
  const key = { TableName: ARN, Key: { user: { S: "alice" } } };
  await assert.rejects(carol.send(new GetItemCommand(key)), denied("GetItem", "because no resource-based policy allows the dynamodb:GetItem action"));
  await put(owner, { Effect: "Allow", Principal: { AWS: "444455556666" }, Action: ["dynamodb:GetItem", "dynamodb:DescribeTable"], Resource: ARN });
  assert.equal((await carol.send(new GetItemCommand(key))).Item.wins.N, "1");
  assert.equal((await carol.send(new DescribeTableCommand({ TableName: ARN }))).Table.TableArn, ARN);
  await assert.rejects(carol.send(new ScanCommand({ TableName: ARN })), denied("Scan", "because no resource-based policy"));
  await assert.rejects(carol.send(new GetItemCommand({ ...key, TableName: "Scores" })), { name: "ResourceNotFoundException" });
});

test("policies that are not enforced refuse nothing", async () => {
  const { as, owner } = await world({ enforcePolicies: false });
  await put(owner, { Effect: "Deny", Principal: "*", Action: "dynamodb:GetItem", Resource: ARN });
  assert.equal((await as("BOB").send(new GetItemCommand({ TableName: "Scores", Key: { user: { S: "alice" } } }))).Item.wins.N, "1");
});
