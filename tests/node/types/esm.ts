// What must compile, and what must not, for an importer.

import { DynamoDB, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createEmulator, EmulatorError, type Emulator, type EmulatorOptions } from "dynatab";

const options: EmulatorOptions = {
  storage: "memory",
  region: "eu-west-1",
  accountId: "123456789012",
  accounts: { AKIAEXAMPLE: "123456789012" },
  accessKeys: {
    AKIAALICE: { secretAccessKey: "s", sessionToken: "t", accountId: "123456789012", policies: ["{}", { Version: "2012-10-17" }], context: { a: "b", c: ["d"] } },
    AKIABOB: { principalArn: "arn:aws:iam::123456789012:user/bob" },
  },
  enforcePolicies: true,
  sharedNamespace: true,
  validation: "classic",
  consistency: { lag: { seconds: 1 }, indexLag: { writes: 2 } },
  timeToLiveInterval: Infinity,
  throttling: { burst: { seconds: 0 } },
  seed: 1,
  now: () => 0,
};
const emulator: Emulator = await createEmulator(options);

const client = new DynamoDBClient(emulator.clientConfig());
const signing = new DynamoDBClient(
  emulator.clientConfig({ region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" }, signatures: true }),
);
const documents = DynamoDBDocumentClient.from(client);
const full = new DynamoDB({ region: "us-east-1", requestHandler: emulator.requestHandler });
await client.send(new GetItemCommand({ TableName: "t", Key: { pk: { S: "1" } } }));

const detach: () => void = emulator.attach(client);
emulator.attach(documents);
emulator.attach(full);
emulator.attach(signing);
emulator.load(emulator.dump());
await createEmulator({ storage: "idb://music", durability: "relaxed", persist: true });
await createEmulator({ storage: "dir:./data" });
const stored: { bytes: number; quota: number | undefined } | undefined = await emulator.storage?.usage();
await emulator.storage?.flush();
detach();

const held: boolean = emulator
  .holdTransaction({ items: [{ tableName: "Music", key: { pk: { S: "a" } } }], for: { seconds: 1 }, conflicts: 1 })
  .release();
emulator.holdTransaction({ clientRequestToken: "token", region: "eu-west-1", accountId: "123456789012" });

const met: number = emulator.faults.add({ operation: ["PutItem"], tableName: "Music", key: { pk: { S: "a" } }, error: "Throttling", lost: true, times: 1, after: 2 }).met;
emulator.faults.add({ operation: "GetItem", latency: { seconds: 1 }, unprocessed: true, probability: 0.5 }).remove();
emulator.faults.clear();
// @ts-expect-error: no such error
emulator.faults.add({ error: "Oops" });

const trigger = emulator.triggers.add({
  tableName: "Music", handler: async (event, context) => context.functionName + event.Records.length, startingPosition: "LATEST", batchSize: 1,
  batchingWindow: { seconds: 1 }, filterCriteria: [{ eventName: ["INSERT"] }, "{}"], maximumRetryAttempts: 1, maximumRecordAge: 60_000,
  bisectBatchOnFunctionError: true, functionResponseTypes: ["ReportBatchItemFailures"], parallelizationFactor: 2, onFailure: (failure) => failure.version, functionName: "f",
});
await trigger.settled();
trigger.remove();
emulator.triggers.add({ streamArn: "arn", handler: (event, context, callback) => callback(null), filterCriteria: { Filters: [{ Pattern: "{}" }] } });
for (const { calls, streamArn } of emulator.triggers) [calls satisfies number, streamArn satisfies string];
await emulator.triggers.settled();
emulator.triggers.clear();
// @ts-expect-error: a handler is needed
emulator.triggers.add({ tableName: "Music" });

const { fetch } = emulator;
const response: Response = await fetch("http://localhost/", { method: "POST" });
response.status satisfies number;
globalThis.fetch = emulator.fetch;

emulator.clock.freeze();
emulator.clock.set(new Date(0));
emulator.clock.set("2026-10-01");
emulator.clock.advance({ days: 2, milliseconds: 1 });
emulator.clock.advance(500);
emulator.clock.follow();
emulator.clock.now() satisfies number;

emulator.expireItems() satisfies number;
const [lower, upper]: [string, string] = emulator.splitShard({ streamArn: "arn", shardId: "shard" });
lower + upper;
const { mode, mostAccessedItems = [] } = emulator.contributorInsights({ tableName: "Music", indexName: "ByYear", limit: 25 });
mode satisfies "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
mostAccessedItems.map(({ key, value, excess }) => [key, value + excess]);

const subscription = emulator.kinesis.subscribe({ streamArn: "arn", latest: true }, async ({ sequenceNumber, data }) => {
  sequenceNumber satisfies string;
  data.dynamodb.NewImage?.pk.S;
  if (data.eventName === "REMOVE") data.userIdentity?.principalId satisfies "dynamodb.amazonaws.com" | undefined;
});
emulator.kinesis.read({ streamArn: "arn", from: subscription.next, limit: 10 }).records[0]?.partitionKey satisfies string | undefined;
await emulator.kinesis.settled();
subscription.close();
await createEmulator({ lifecycle: { contributorInsights: 2000, kinesisDestination: { seconds: 5 }, kinesisPrecision: { minutes: 2 } } });

await createEmulator({ replication: { lag: { seconds: 1 }, legacy: false }, lifecycle: { createReplica: 28_000 } });
emulator.autoScale({ tableName: "Music", indexName: "ByYear", dimension: "write", minimumUnits: 1, maximumUnits: 10, targetValue: 70 });
emulator.autoScale({ tableName: "Music", dimension: "read" });

const watching = emulator.watch({ tableName: "Music", key: { Artist: { S: "a" } }, signal: AbortSignal.timeout(1) }, (items) => items[0]?.["Artist"].S);
watching.close();
// @ts-expect-error: a query without a condition
emulator.watch({ tableName: "Music", query: { IndexName: "ByYear" } }, () => {});
const seed = emulator.snapshot();
emulator.restore(seed);
const forked: Emulator = emulator.fork();
forked.restore(seed);

emulator.reset();
await emulator.close();

declare const error: unknown;
if (error instanceof EmulatorError) {
  error.code satisfies
    | "ENGINE_PANIC"
    | "EMULATOR_CLOSED"
    | "STATE_UNREADABLE"
    | "STORAGE_UNAVAILABLE"
    | "STORAGE_FULL"
    | "STORAGE_FAILED"
    | "ANOTHER_TAB_LEADS";
}

// @ts-expect-error: an unknown option
await createEmulator({ regoin: "eu-west-1" });
// @ts-expect-error: a storage that is not there
await createEmulator({ storage: "disk" });
// @ts-expect-error: insights of a table
emulator.contributorInsights({ indexName: "ByYear" });
// @ts-expect-error: reads or writes scale
emulator.autoScale({ tableName: "Music", dimension: "both" });
// @ts-expect-error: a listener takes a record
emulator.kinesis.subscribe({ streamArn: "arn" }, (record: string) => {});
// @ts-expect-error: no snapshot
emulator.restore({});
// @ts-expect-error: a duration has units
emulator.clock.advance({ day: 1 });
// @ts-expect-error: an account id is a string
await createEmulator({ accountId: 123456789012 });
// @ts-expect-error: emulators are made by createEmulator
new EmulatorError("EMULATOR_CLOSED");
// @ts-expect-error: nothing to attach to
emulator.attach({});
// @ts-expect-error: the region is not to be changed
emulator.region = "eu-west-1";
// @ts-expect-error: a lag is of time or of writes
await createEmulator({ consistency: { lag: { reads: 2 } } });
