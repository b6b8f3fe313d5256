// What tests begin with (`dynatab/testing`): tables from several sources, items, and how they come back.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { DeleteTableCommand, DescribeContinuousBackupsCommand, DescribeContributorInsightsCommand, DescribeKinesisStreamingDestinationCommand, DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient, ListTablesCommand, ListTagsOfResourceCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { Fixture, setupEmulator, setupEnvironment } from "dynatab/testing";

const MUSIC = {
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
};

/** A prepared fixture, closed with the test, and a client of its emulator. */
async function prepared(context, options) {
  const fixture = new Fixture(options);
  context.after(() => fixture.close());
  await fixture.prepare();
  return { fixture, client: new DynamoDBClient(fixture.emulator.clientConfig()) };
}

/** The state of contributor insights of a table, and the data streams that its changes go to. */
async function watchers(client, TableName) {
  const { ContributorInsightsStatus } = await client.send(new DescribeContributorInsightsCommand({ TableName }));
  const { KinesisDataStreamDestinations } = await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName }));
  return [ContributorInsightsStatus, KinesisDataStreamDestinations.map(({ StreamArn }) => StreamArn)];
}

const stream = (region) => `arn:aws:kinesis:${region}:000000000000:stream/changes`;

async function scan(client, TableName = "Music") {
  return (await client.send(new ScanCommand({ TableName }))).Items;
}

async function describeTable(client, TableName) {
  return (await client.send(new DescribeTableCommand({ TableName }))).Table;
}

test("it comes back with its tables, its items and its clock", async (context) => {
  const { fixture, client } = await prepared(context, { tables: [MUSIC], data: { Music: [{ pk: "a" }] } });
  const { clock } = fixture.emulator;
  for (let round = 0; round < 3; round += 1) {
    assert.deepEqual(await scan(client), [{ pk: { S: "a" } }]);
    assert.ok(Math.abs(clock.now() - Date.now()) < 60_000);
    await client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: "b" } } }));
    clock.advance({ days: 2 });
    fixture.restore();
  }
});

test("a clock that stands still when it is prepared stands still again", async (context) => {
  const { fixture } = await prepared(context, { prepare: ({ clock }) => clock.freeze("2026-01-01T00:00:00Z") });
  fixture.emulator.clock.follow();
  fixture.restore();
  assert.deepEqual([fixture.emulator.clock.frozen, fixture.emulator.clock.now()], [true, Date.UTC(2026, 0, 1)]);
});

test("a fork begins where it was prepared, whatever happened since", async (context) => {
  const { fixture, client } = await prepared(context, { tables: [MUSIC], data: { Music: [{ pk: "a" }] } });
  await client.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: "b" } } }));
  const fork = new DynamoDBClient(fixture.fork().clientConfig());
  assert.deepEqual(await scan(fork), [{ pk: { S: "a" } }]);
  assert.equal((await scan(client)).length, 2);
});

test("hooks of a runner are needed", () => {
  assert.throws(() => setupEmulator({ beforeAll() {}, afterEach() {} }), { name: "TypeError", message: /beforeAll, afterEach and afterAll/ });
});

test("the environment points to a port while tests run, and is as it was after them", async () => {
  const hooks = [];
  const before = { ...process.env };
  const fixture = await setupEnvironment({ afterEach: (hook) => hooks.push(hook), afterAll: (hook) => hooks.push(hook) });
  const [restore, close] = hooks;
  const client = new DynamoDBClient({ maxAttempts: 1 });
  assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, []);
  fixture.emulator.faults.add({ error: "Network" });
  await assert.rejects(client.send(new ListTablesCommand({})), { code: "ECONNRESET" }, "a lost connection over HTTP");
  restore();
  await client.send(new ListTablesCommand({}));
  client.destroy();
  await close();
  assert.deepEqual({ ...process.env }, before);
});

test("before it is prepared there is nothing to come back to", () => {
  const fixture = new Fixture({ tables: [MUSIC] });
  assert.throws(() => fixture.restore(), { name: "TypeError", message: /there are no tables yet/ });
  assert.throws(() => fixture.fork(), { name: "TypeError", message: /there are no tables yet/ });
});

test("plain items become what the document client makes of them", async (context) => {
  const item = {
    pk: "a", number: 1.5, large: 12345678901234567890n, yes: true, nothing: null, absent: undefined, bytes: new Uint8Array([0, 255]),
    list: [1, "two", { three: 3 }], map: { S: "no type" , other: 1 }, texts: new Set(["x", "y"]), numbers: new Set([1.5]), blobs: new Set([new Uint8Array([7])]),
  };
  const { client } = await prepared(context, { tables: [MUSIC], data: { Music: [item] } });
  const expected = marshall(item, { removeUndefinedValues: true });
  assert.deepEqual((await scan(client))[0], expected);
});

test("items in DynamoDB JSON are taken as they are", async (context) => {
  const item = { pk: { S: "a" }, bytes: { B: new Uint8Array([0, 255]) }, nested: { M: { list: { L: [{ B: new Uint8Array([1]) }] } } }, blobs: { BS: [new Uint8Array([2])] } };
  const { client } = await prepared(context, { tables: [MUSIC], data: { Music: [item] } });
  assert.deepEqual(await scan(client), [item]);
});

test("as many items as there are", async (context) => {
  const items = Array.from({ length: 101 }, (_, index) => ({ pk: String(index) }));
  const { client } = await prepared(context, { tables: [MUSIC], data: { Music: items } });
  assert.equal((await scan(client)).length, 101);
});

test("a function creates tables with whatever client it likes", async (context) => {
  const { CreateTableCommand } = await import("@aws-sdk/client-dynamodb");
  const tables = (emulator) => new DynamoDBClient(emulator.clientConfig()).send(new CreateTableCommand(MUSIC));
  const { client } = await prepared(context, { tables, data: { Music: [{ pk: "a" }] } });
  assert.deepEqual(await scan(client), [{ pk: { S: "a" } }]);
});

test("options that would refuse the preparation hold for tests only", async (context) => {
  const emulator = {
    region: "eu-west-1", enforcePolicies: true, throttling: { burst: 0 },
    accessKeys: { AKIAALICE: { secretAccessKey: "secret", principalArn: "arn:aws:iam::111111111111:user/alice", policies: [] } },
  };
  const provisioned = { ...MUSIC, BillingMode: "PROVISIONED", ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } };
  const items = Array.from({ length: 30 }, (_, index) => ({ pk: String(index) }));
  const { fixture, client } = await prepared(context, { emulator, tables: [provisioned], data: { Music: items } });
  await assert.rejects(scan(client), { name: "AccessDeniedException", message: /^User: arn:aws:iam::111111111111:user\/alice is not authorized/ });
  const other = new Fixture({ emulator: { accountId: "111111111111", region: "eu-west-1" } });
  other.emulator.restore(fixture.emulator.snapshot());
  assert.equal((await scan(new DynamoDBClient(other.emulator.clientConfig()))).length, 30);
  await other.close();
});

test("tables that take their time are there when tests begin", async (context) => {
  const { fixture, client } = await prepared(context, { emulator: { lifecycle: "realistic" }, tables: [MUSIC], data: { Music: [{ pk: "a" }] } });
  assert.equal((await scan(client)).length, 1);
  const { TableDescription } = await client.send(new DeleteTableCommand({ TableName: "Music" }));
  assert.equal(TableDescription.TableStatus, "DELETING");
  await assert.rejects(scan(client), { name: "ResourceNotFoundException" });
  fixture.restore();
  assert.equal((await scan(client)).length, 1);
});

test("what makes no sense is said", async () => {
  const refusals = [
    [{ table: [] }, /there is no option "table"; write one of tables, data/],
    [{ data: [] }, /data cannot be \[\]: write an object from table name to items/],
    [{ emulator: { region: 1 } }, /region cannot be 1/],
    [{ tables: [1] }, /tables cannot be 1: write a list of CreateTable inputs/],
    [{ tables: [MUSIC], data: { Music: {} } }, /data of Music cannot be {}: write a list of items/],
    [{ tables: [MUSIC], data: { Music: ["a"] } }, /data of Music: "a" is no item/],
    [{ tables: [MUSIC], data: { Music: [{ pk: new Set() }] } }, /data of Music: an attribute cannot hold a set of nothing/],
    [{ tables: [MUSIC], data: { Music: [{ pk: new Set([1, "a"]) }] } }, /one kind and at least one/],
    [{ tables: [MUSIC], data: { Music: [{ pk: () => 1 }] } }, /an attribute cannot hold a function/],
    [{ tables: [MUSIC], data: { Music: [{ pk: Number.NaN }] } }, /an attribute cannot hold NaN/],
  ];
  for (const [options, message] of refusals) {
    await assert.rejects(async () => new Fixture(options).prepare(), { name: "TypeError", message });
  }
  await assert.rejects(new Fixture({ tables: [MUSIC, MUSIC] }).prepare(), { name: "ResourceInUseException", message: /^CreateTable of Music: ResourceInUseException: Table already exists: Music/ });
  await assert.rejects(new Fixture({ tables: [MUSIC], data: { Nowhere: [{ pk: "a" }] } }).prepare(), { name: "ResourceNotFoundException" });
});

describe("templates", () => {
  let folder;
  before(async () => (folder = await mkdtemp(join(tmpdir(), "dynatab-templates-"))));
  after(() => rm(folder, { recursive: true }));

  async function template(name, text) {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  const YAML = `
Parameters:
  Stage: { Type: String, Default: dev }
  Units: { Type: Number }
Mappings:
  Stages: { dev: { class: STANDARD_INFREQUENT_ACCESS }, prod: { class: STANDARD } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
Resources:
  Music:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub "\${AWS::StackName}-music-\${Stage}"
      AttributeDefinitions: &definitions
        - { AttributeName: pk, AttributeType: S }
        - { AttributeName: sk, AttributeType: N }
      KeySchema:
        - { AttributeName: pk, KeyType: HASH }
      GlobalSecondaryIndexes:
        - IndexName: bySk
          KeySchema: [{ AttributeName: sk, KeyType: HASH }]
          Projection: { ProjectionType: ALL }
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: "2" }
          ContributorInsightsSpecification: { Enabled: true }
      ProvisionedThroughput: { ReadCapacityUnits: !Ref Units, WriteCapacityUnits: "5" }
      TableClass: !FindInMap [Stages, !Ref Stage, class]
      StreamSpecification: { StreamViewType: NEW_IMAGE }
      TimeToLiveSpecification: { AttributeName: expires, Enabled: "true" }
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
      DeletionProtectionEnabled: !If [IsProd, true, !Ref AWS::NoValue]
      SSESpecification: { SSEEnabled: true }
      Tags: [{ Key: stage, Value: !Join ["-", [in, !Ref Stage]] }]
      ResourcePolicy:
        PolicyDocument:
          Version: "2012-10-17"
          Statement:
            - { Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }, Action: "dynamodb:GetItem", Resource: "*" }
  OnlyInProd:
    Type: AWS::DynamoDB::Table
    Condition: IsProd
    Properties: {}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Environment: { Variables: { TABLE: !GetAtt Music.Arn } }
`;

  test("a table of CloudFormation has all that its resource says", async (context) => {
    const tables = await template("music.yaml", YAML);
    const { client } = await prepared(context, { tables, parameters: { Units: "4" } });
    assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, ["dynatab-music-dev"]);
    const table = await describeTable(client, "dynatab-music-dev");
    assert.deepEqual([table.ProvisionedThroughput.ReadCapacityUnits, table.ProvisionedThroughput.WriteCapacityUnits], [4, 5]);
    assert.deepEqual([table.GlobalSecondaryIndexes[0].IndexName, table.GlobalSecondaryIndexes[0].ProvisionedThroughput.WriteCapacityUnits], ["bySk", 2]);
    assert.deepEqual([table.StreamSpecification, table.DeletionProtectionEnabled], [{ StreamEnabled: true, StreamViewType: "NEW_IMAGE" }, false]);
    assert.deepEqual([table.TableClassSummary.TableClass, table.SSEDescription.Status], ["STANDARD_INFREQUENT_ACCESS", "ENABLED"]);
    const TableName = table.TableName;
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    assert.deepEqual(TimeToLiveDescription, { AttributeName: "expires", TimeToLiveStatus: "ENABLED" });
    const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
    assert.equal(ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus, "ENABLED");
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: table.TableArn }));
    assert.deepEqual(Tags, [{ Key: "stage", Value: "in-dev" }]);
    const { GetResourcePolicyCommand } = await import("@aws-sdk/client-dynamodb");
    const { Policy } = await client.send(new GetResourcePolicyCommand({ ResourceArn: table.TableArn }));
    assert.match(Policy, /arn:aws:iam::000000000000:root/);
  });

  test("parameters and conditions decide which tables there are", async () => {
    const tables = await template("prod.yaml", YAML);
    const refusals = [
      [{}, { name: "TypeError", message: /parameter Units has no default: give its value in `parameters`/ }],
      [{ Units: 1, Stage: "test" }, { name: "TypeError", message: /the template has no mapping Stages\.test\.class/ }],
      [{ Units: 1, Stage: "prod" }, { name: "ValidationException", message: /^CreateTable of / }, "OnlyInProd is there, and has no keys"],
    ];
    for (const [parameters, error, why] of refusals) {
      await assert.rejects(new Fixture({ tables, parameters }).prepare(), error, why);
    }
  });

  test("what cannot be understood is told of its resource", async () => {
    const table = (properties, more = {}) => ({ Resources: { Music: { Type: "AWS::DynamoDB::Table", Properties: properties, ...more } } });
    const refusals = [
      [table({ TableName: { Ref: "Music" } }), /^the template's Music cannot be understood: it refers to itself$/],
      [{ ...table({}, { Condition: "Always" }), Conditions: { Always: { Condition: "Always" } } }, /the template's Music cannot be understood: it refers to itself/],
      [table({ TableName: { "Fn::Join": "x" } }), /^the template's Music cannot be understood: /],
      [table({ GlobalSecondaryIndexes: "x" }), /^the template's Music cannot be understood: /],
    ];
    for (const [tables, message] of refusals) await assert.rejects(new Fixture({ tables }).prepare(), { name: "TypeError", message });
    const keyless = { tables: [MUSIC], data: { Music: [{ text: "a" }] } };
    await assert.rejects(new Fixture(keyless).prepare(), { name: "ValidationException", message: /^BatchWriteItem of Music: ValidationException: / });
  });

  test("functions of the language extensions are computed", async (context) => {
    const named = (TableName, more) => ({ Type: "AWS::DynamoDB::Table", Properties: { ...MUSIC, TableName, ...more } });
    const tables = {
      Transform: "AWS::LanguageExtensions",
      Mappings: { Names: { "us-east-1": { table: "Mapped" } } },
      Resources: {
        One: named({ "Fn::FindInMap": ["Names", { Ref: "AWS::Region" }, "table", { DefaultValue: "Other" }] }),
        Two: named({ "Fn::FindInMap": ["Names", "eu-west-1", "table", { DefaultValue: { "Fn::Sub": "${AWS::StackName}-default" } }] }),
        Three: named({ "Fn::Join": ["-", ["count", { "Fn::Length": ["a", "b"] }]] }),
      },
    };
    const { client } = await prepared(context, { tables });
    assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, ["Mapped", "count-2", "dynatab-default"]);
  });

  test("tables of SAM have defaults", async (context) => {
    const tables = {
      Transform: "AWS::Serverless-2016-10-31",
      Resources: {
        Plain: { Type: "AWS::Serverless::SimpleTable" },
        Keyed: {
          Type: "AWS::Serverless::SimpleTable",
          Properties: { TableName: "Keyed", PrimaryKey: { Name: "number", Type: "Number" }, Tags: { team: "blue" }, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
        },
      },
    };
    const { client } = await prepared(context, { tables });
    const plain = await describeTable(client, "dynatab-Plain");
    assert.deepEqual([plain.KeySchema, plain.BillingModeSummary.BillingMode], [[{ AttributeName: "id", KeyType: "HASH" }], "PAY_PER_REQUEST"]);
    const keyed = await describeTable(client, "Keyed");
    assert.deepEqual([keyed.AttributeDefinitions, keyed.ProvisionedThroughput.ReadCapacityUnits], [[{ AttributeName: "number", AttributeType: "N" }], 1]);
  });

  test("of a global table there are all replicas, each with its settings", async (context) => {
    const scaled = (SeedCapacity) => ({ WriteCapacityAutoScalingSettings: { MinCapacity: 1, MaxCapacity: 9, SeedCapacity } });
    const global = {
      ...MUSIC, TableName: "Global", BillingMode: "PROVISIONED", WriteProvisionedThroughputSettings: scaled(7),
      Replicas: [
        {
          Region: "eu-west-1", ReadProvisionedThroughputSettings: { ReadCapacityUnits: 2 }, TableClass: "STANDARD_INFREQUENT_ACCESS",
          Tags: [{ Key: "c", Value: "d" }], PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          ContributorInsightsSpecification: { Enabled: true }, KinesisStreamSpecification: { StreamArn: stream("eu-west-1") },
        },
        { Region: "us-east-1", ReadProvisionedThroughputSettings: { ReadCapacityAutoScalingSettings: { MinCapacity: 3 } }, Tags: [{ Key: "a", Value: "b" }], DeletionProtectionEnabled: true },
      ],
    };
    const { fixture, client } = await prepared(context, { tables: { Resources: { Global: { Type: "AWS::DynamoDB::GlobalTable", Properties: global } } } });
    const units = ({ ReadCapacityUnits, WriteCapacityUnits }) => [ReadCapacityUnits, WriteCapacityUnits];
    const table = await describeTable(client, "Global");
    assert.deepEqual([units(table.ProvisionedThroughput), table.DeletionProtectionEnabled], [[3, 7], true]);
    assert.deepEqual(table.Replicas.map(({ RegionName }) => RegionName), ["eu-west-1"]);
    const west = new DynamoDBClient(fixture.emulator.clientConfig({ region: "eu-west-1" }));
    const replica = await describeTable(west, "Global");
    assert.deepEqual([units(replica.ProvisionedThroughput), replica.DeletionProtectionEnabled], [[2, 7], false]);
    assert.equal(replica.TableClassSummary.TableClass, "STANDARD_INFREQUENT_ACCESS");
    assert.deepEqual((await west.send(new ListTagsOfResourceCommand({ ResourceArn: replica.TableArn }))).Tags, [{ Key: "c", Value: "d" }]);
    const { ContinuousBackupsDescription } = await west.send(new DescribeContinuousBackupsCommand({ TableName: "Global" }));
    assert.equal(ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus, "ENABLED");
    assert.deepEqual(await watchers(west, "Global"), ["ENABLED", [stream("eu-west-1")]]);
    assert.deepEqual(await watchers(client, "Global"), ["DISABLED", []]);
  });

  test("a global table of strong consistency has its witness", async (context) => {
    const global = {
      ...MUSIC, MultiRegionConsistency: "STRONG", GlobalTableWitnesses: [{ Region: "us-west-2" }], Replicas: [{ Region: "us-east-1" }, { Region: "us-east-2" }],
    };
    const { client } = await prepared(context, { tables: { Resources: { Global: { Type: "AWS::DynamoDB::GlobalTable", Properties: global } } } });
    const table = await describeTable(client, "Music");
    assert.deepEqual([table.MultiRegionConsistency, table.GlobalTableWitnesses], ["STRONG", [{ RegionName: "us-west-2", WitnessStatus: "ACTIVE" }]]);
  });

  test("contributor insights and destinations in Kinesis come with the table", async (context) => {
    const index = { IndexName: "gsi", KeySchema: MUSIC.KeySchema, Projection: { ProjectionType: "ALL" }, ContributorInsightsSpecification: { Enabled: true, Mode: "THROTTLED_KEYS" } };
    const properties = {
      ...MUSIC, GlobalSecondaryIndexes: [index], ContributorInsightsSpecification: { Enabled: "true" },
      KinesisStreamSpecification: { StreamArn: stream("us-east-1"), ApproximateCreationDateTimePrecision: "MILLISECOND" },
    };
    const { client } = await prepared(context, { tables: { Resources: { Music: { Type: "AWS::DynamoDB::Table", Properties: properties } } } });
    assert.deepEqual(await watchers(client, "Music"), ["ENABLED", [stream("us-east-1")]]);
    const ofIndex = await client.send(new DescribeContributorInsightsCommand({ TableName: "Music", IndexName: "gsi" }));
    assert.deepEqual([ofIndex.ContributorInsightsStatus, ofIndex.ContributorInsightsMode], ["ENABLED", "THROTTLED_KEYS"]);
  });

  test("the folder that cdk synth writes, and several sources together", async (context) => {
    const resource = { Type: "AWS::DynamoDB::Table", Properties: { ...MUSIC, TableName: undefined } };
    await template("One.template.json", JSON.stringify({ Resources: { TableCD117FA1: resource } }));
    await template("tree.json", "{}");
    const { client } = await prepared(context, { tables: [folder, MUSIC], stackName: "app" });
    assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, ["Music", "app-TableCD117FA1"]);
  });

  test("what cannot be read is said with its name", async () => {
    const resources = (properties) => ({ Resources: { Table: { Type: "AWS::DynamoDB::Table", Properties: properties } } });
    const refusals = [
      [await template("broken.yaml", "a: [1"), /broken\.yaml cannot be read/],
      [await template("empty.yaml", ""), /empty\.yaml cannot be read/],
      [await template("twice.yaml", "a: 1\na: 2"), /twice\.yaml cannot be read: .*key \(2:1\)/],
      [await template("mapping.yaml", "{ Resources: { Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Transform { Name: x } } } } }"), /Fn::Transform in a template is not known here/],
      [await template("broken.json", "{"), /broken\.json cannot be read/],
      [await template("other.json", "{}"), /tables cannot be {}/],
      [resources({ TableName: { "Fn::ImportValue": "name" } }), /imports "name" from another stack/],
      [resources({ TableName: { "Fn::Transform": {} } }), /Fn::Transform in a template is not known here/],
      [resources({ TableName: { Ref: "Nothing" } }), /refers to Nothing, which it does not define/],
      [resources({ TableName: { "Fn::FindInMap": ["a", "b", "c"] } }), /the template has no mapping a\.b\.c/],
      [resources({ TableName: { "Fn::FindInMap": ["toString", "name", "length"] } }), /the template has no mapping toString\.name\.length/],
      [resources({ TableName: { "Fn::Select": [2, ["a", "b"]] } }), /Fn::Select: there is no element 2 in \["a","b"\]/],
      [resources({ TableName: { "Fn::Select": ["-1", ["a", "b"]] } }), /Fn::Select: there is no element "-1" in \["a","b"\]/],
      [resources({ TableName: { "Fn::Select": [0, "a"] } }), /Fn::Select: "a" is no list/],
      [resources({ TableName: { "Fn::Join": "-" } }), /Fn::Join cannot be "-": write a separator and a list/],
      [resources({ TableName: { "Fn::Join": ["-", { Ref: "AWS::Region" }] } }), /Fn::Join: "us-east-1" is no list/],
      [resources({ TableName: { "Fn::Sub": { a: 1 } } }), /Fn::Sub cannot be \{"a":1\}: write a text/],
      [resources({ TableName: { "Fn::GetAtt": 5 } }), /Fn::GetAtt cannot be 5: write the name of a resource/],
      [resources({ TableName: { "Fn::If": ["Always"] } }), /Fn::If cannot be \["Always"\]: write the name of a condition/],
      [resources({ TableName: { Ref: "AWS::Region", "Fn::Sub": "a" } }), /Fn::Sub in a template stands alone in its object/],
      [{ Resources: { "Fn::ForEach::Tables": ["Name", ["A"], {}] } }, /Fn::ForEach::Tables in a template is not known here/],
      [{ Resources: { Table: { Type: "AWS::DynamoDB::Table", Condition: "None" } } }, /the template has no condition None/],
    ];
    for (const [tables, message] of refusals) {
      await assert.rejects(new Fixture({ tables }).prepare(), { name: "TypeError", message });
    }
    await assert.rejects(new Fixture({ tables: join(folder, "missing.yaml") }).prepare(), {
      name: "TypeError", message: /^tables: there is no file or folder .*missing\.yaml: write a path from /,
    });
  });
});
