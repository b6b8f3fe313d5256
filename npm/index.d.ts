/**
 * Amazon DynamoDB and DynamoDB Streams in one WebAssembly module: in Node, behind an HTTP port.
 *
 * @example
 * import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
 * import { createEmulator } from "dynatab";
 *
 * const emulator = await createEmulator();
 * const client = new DynamoDBClient(emulator.clientConfig());
 * await client.send(new ListTablesCommand({}));
 *
 * @packageDocumentation
 */

/**
 * Makes an emulator without tables. Each one is a world of its own: accounts, regions and tables are not shared.
 *
 * @throws {TypeError} for an option that makes no sense; the message says what to write instead
 *
 * @example
 * const emulator = await createEmulator({ region: "eu-west-1", seed: 42 });
 */
export function createEmulator(options?: EmulatorOptions): Promise<Emulator>;

/**
 * The same at once, where WebAssembly may be compiled without waiting: in Node, not in a browser.
 *
 * @throws {TypeError} for an option that makes no sense; the message says what to write instead
 *
 * @example
 * const client = new DynamoDBClient(createEmulatorSync().clientConfig());
 */
export function createEmulatorSync(options?: EmulatorOptions): Emulator;

/** What can be chosen when an emulator is made. Everything has a default. */
export interface EmulatorOptions {
  /**
   * Where tables are kept. `"memory"`: they are gone when the emulator is closed. `"idb://NAME"`, in a page or worker: in IndexedDB, where the next emulator
   * of that name goes on. Tabs and workers of one origin that open one name share one emulator: that of the first one, and of another one when it is
   * closed. `"dir:FOLDER"`, in Node: in a folder, by the package `classic-level`, which has to be installed; one process at a time.
   *
   * @defaultValue `"memory"`
   * @example
   * const emulator = await createEmulator({ storage: "idb://music" });
   */
  storage?: "memory" | `idb://${string}` | `dir:${string}`;

  /**
   * When a request is answered whose emulator has a storage. `"strict"`: once all that the answer tells of is on the disk; what cannot be stored is undone,
   * and refused with an `EmulatorError`. `"relaxed"`: at once; the last moments may be lost, and what cannot be stored is reported as an unhandled error.
   * Requests that come while something is being stored are stored together.
   *
   * @defaultValue `"strict"`
   * @example
   * await createEmulator({ storage: "idb://music", durability: "relaxed" });
   */
  durability?: "strict" | "relaxed";

  /**
   * Whether the browser is asked not to clear the storage when it needs room. It may ask its user, and may say no; `storage.persist()` tells.
   *
   * @defaultValue `false`
   * @example
   * await createEmulator({ storage: "idb://music", persist: true });
   */
  persist?: boolean;

  /**
   * A `WebAssembly.Module` of `dynatab/engine.wasm`, for platforms that compile no WebAssembly at run time, as edges do, and hand modules over instead.
   * All emulators of a process share one instance, that of the first.
   *
   * @defaultValue the engine of the package
   * @example
   * import engine from "dynatab/engine.wasm";
   * await createEmulator({ engine });
   */
  engine?: object;

  /**
   * The AWS Region of requests whose signature names none, and of `clientConfig()`.
   *
   * @defaultValue `"us-east-1"`
   * @example
   * await createEmulator({ region: "eu-west-1" });
   */
  region?: string;

  /**
   * The AWS account, twelve digits, of access keys that `accounts` does not list.
   *
   * @defaultValue `"000000000000"`
   * @example
   * await createEmulator({ accountId: "123456789012" });
   */
  accountId?: string;

  /**
   * AWS accounts by access key id. By default all access keys belong to one account and see the same tables.
   *
   * @example
   * await createEmulator({ accounts: { AKIAALICE: "111111111111", AKIABOB: "222222222222" } });
   */
  accounts?: Record<string, string>;

  /**
   * The access keys that there are, by their ids. With them, a request that is signed with another key is refused, as AWS does; of keys with
   * a `secretAccessKey` the signature is verified, too. Without this option every key is taken for one and no signature is verified.
   *
   * @example
   * await createEmulator({ accessKeys: { AKIAALICE: { secretAccessKey: "secret", principalArn: "arn:aws:iam::123456789012:user/alice" } } });
   */
  accessKeys?: Record<string, AccessKey>;

  /**
   * Whether policies decide who may do what: those of tables and streams (PutResourcePolicy) and those of the caller's access key
   * (`accessKeys`). Without this option they are kept and given back, and nothing is refused because of them.
   *
   * @defaultValue `false`
   * @example
   * await createEmulator({ enforcePolicies: true });
   */
  enforcePolicies?: boolean;

  /**
   * Whether all accounts and regions see the same tables.
   *
   * @defaultValue `false`
   * @example
   * await createEmulator({ sharedNamespace: true });
   */
  sharedNamespace?: boolean;

  /**
   * How invalid requests are reported: as AWS does since 2026 (in its regions' majority), or as it did before, `"classic"`.
   *
   * @defaultValue `"2026"`
   * @example
   * await createEmulator({ validation: "classic" });
   */
  validation?: "2026" | "classic";

  /**
   * How far reads lag behind that do not ask for `ConsistentRead`, and reads of global secondary indexes, which cannot. By default every
   * read sees the present. Conditions, transactions and consistent reads always do.
   *
   * @example
   * await createEmulator({ consistency: { lag: { milliseconds: 200 } } });
   * @example
   * await createEmulator({ consistency: { indexLag: { writes: 1 } } });
   */
  consistency?: Consistency;

  /**
   * By how many seconds the latest time that a table with point-in-time recovery can be restored to is behind the clock.
   *
   * @defaultValue `300`
   * @example
   * await createEmulator({ recoveryDelay: 0 });
   */
  recoveryDelay?: number;

  /**
   * How long changes of tables and indexes take by the emulator's clock. `"instant"`: a response announces a change (`CREATING`, `UPDATING`,
   * `DELETING`), the next request finds it complete. `"realistic"`: as long as AWS was observed to take. Or the time of chosen changes;
   * others are instant. Meanwhile requests are refused as AWS refuses them, and items of a table that is created or deleted cannot be had.
   *
   * @defaultValue `"instant"`
   * @example
   * await createEmulator({ lifecycle: "realistic" });
   * @example
   * await createEmulator({ lifecycle: { createTable: { seconds: 2 }, deleteTable: 500 } });
   */
  lifecycle?: "instant" | "realistic" | Lifecycle;

  /**
   * How the replicas of global tables follow each other: how long it takes by the emulator's clock until what is written in one region is seen
   * in another. By default the next request sees it.
   *
   * @example
   * await createEmulator({ replication: { lag: { seconds: 1 } } });
   */
  replication?: ReplicationOptions;

  /**
   * How many milliseconds of the emulator's clock pass between two looks for items that have expired (UpdateTimeToLive). The first request after
   * that deletes what has. `0`: every request does. `Infinity`: only {@link Emulator.expireItems} does.
   *
   * @defaultValue `60000`
   * @example
   * await createEmulator({ timeToLiveInterval: 48 * 3_600_000 });
   */
  timeToLiveInterval?: number;

  /**
   * Whether throughput is enforced: what is provisioned for tables and global secondary indexes, with the unused capacity of five minutes
   * kept for bursts; maximums and the account's quota on demand; and what one partition serves. Off by default: requests are then
   * never throttled.
   *
   * @defaultValue `false`
   * @example
   * await createEmulator({ throttling: true });
   * @example
   * await createEmulator({ throttling: { burst: { seconds: 0 } } });
   */
  throttling?: boolean | Throttling;

  /**
   * Starts the source of request ids and resource ids: a whole number from 0 to 2^53 - 1. With the same seed, the same clock
   * and the same requests, every response is the same to the byte. By default the platform's cryptography provides one.
   *
   * @example
   * await createEmulator({ seed: 42, now: () => Date.UTC(2026, 0, 1) });
   */
  seed?: number;

  /**
   * What {@link Emulator.clock} follows: milliseconds since 1970-01-01T00:00:00Z, asked once for each request.
   *
   * @defaultValue real time, also while a test runner fakes `Date`
   * @example
   * let time = Date.UTC(2026, 0, 1);
   * await createEmulator({ now: () => time });
   */
  now?: () => number;
}

/**
 * How long each kind of change takes: milliseconds, or units to be summed up. What is left out takes no time.
 *
 * @example
 * const lifecycle: Lifecycle = { createTable: { seconds: 2 }, backfillIndex: { minutes: 8 } };
 */
export interface Lifecycle {
  /** A new table, `CREATING`; `"realistic"`: 6 seconds. */
  createTable?: Duration;
  /** Units or class of a table, `UPDATING`, or units of an index; `"realistic"`: 5 seconds. */
  updateTable?: Duration;
  /** A deleted table, `DELETING`; `"realistic"`: 5 seconds. */
  deleteTable?: Duration;
  /** A restored table, `CREATING`; `"realistic"`: 210 seconds. */
  restoreTable?: Duration;
  /** Another billing mode, `UPDATING`; `"realistic"`: 90 seconds. */
  billingMode?: Duration;
  /** More warm throughput, whose own status is `UPDATING`; `"realistic"`: 400 seconds. */
  warmThroughput?: Duration;
  /** Another encryption key: the status of the encryption is `UPDATING`; `"realistic"`: 22 seconds. */
  encryption?: Duration;
  /** A new index of a live table, `CREATING`, before items are read into it; `"realistic"`: 40 seconds. */
  allocateIndex?: Duration;
  /** The items of such an index, `CREATING` and `Backfilling`; `"realistic"`: 480 seconds. */
  backfillIndex?: Duration;
  /** A deleted index, `DELETING`; `"realistic"`: 5 seconds. */
  deleteIndex?: Duration;
  /** A stream, `ENABLING` or `DISABLING`, and its table `UPDATING`; `"realistic"`: 5 seconds. */
  stream?: Duration;
  /** A time to live, `ENABLING` or `DISABLING`; `"realistic"`: no time. */
  timeToLive?: Duration;
  /** Contributor insights, `ENABLING` or `DISABLING`; `"realistic"`: 2 seconds. */
  contributorInsights?: Duration;
  /** A backup, `CREATING`; `"realistic"`: 50 milliseconds. */
  backup?: Duration;
  /** How long after a new table is there backups of it can be made and its recovery enabled; `"realistic"`: 3 seconds. */
  continuousBackups?: Duration;
  /** How long deletion protection is not switched again; `"realistic"`: 15 seconds. */
  deletionProtection?: Duration;
  /** How long tags are not changed again, and those from before are read; `"realistic"`: 1.6 seconds. */
  tags?: Duration;
  /** A new replica of a global table, `CREATING`; `"realistic"`: 28 seconds. */
  createReplica?: Duration;
  /** Other settings of a replica, its global table `UPDATING`; `"realistic"`: 35 seconds. */
  updateReplica?: Duration;
  /** A deleted replica, `DELETING`; `"realistic"`: 125 seconds. */
  deleteReplica?: Duration;
  /** How long a policy is not changed again, the first two seconds of which that from before is read; `"realistic"`: 15 seconds. */
  policy?: Duration;
  /** A Kinesis destination that is enabled or disabled; `"realistic"`: 5 seconds. */
  kinesisDestination?: Duration;
  /** Another precision of a Kinesis destination; `"realistic"`: 130 seconds. */
  kinesisPrecision?: Duration;
  /** An export of a table, `IN_PROGRESS`; `"realistic"`: 300 seconds. */
  export?: Duration;
  /** An import of one, `IN_PROGRESS` and its table `CREATING`; `"realistic"`: 300 seconds. */
  import?: Duration;
  /** A bulk put into a table, `IN_PROGRESS`: its items are written in sixteen parts of it; `"realistic"`: 300 seconds. */
  bulkPut?: Duration;
}

/**
 * What an emulator knows of an access key.
 *
 * @example
 * const alice: AccessKey = {
 *   principalArn: "arn:aws:iam::123456789012:user/alice",
 *   policies: [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }] }],
 * };
 */
export interface AccessKey {
  /** The secret. With it the signatures of this key are verified; without, every signature is taken. */
  secretAccessKey?: string;
  /** The session token that requests must carry, for temporary credentials. */
  sessionToken?: string;
  /** The AWS account, twelve digits; by default that of `principalArn`, of `accounts`, or the emulator's. */
  accountId?: string;
  /** The user, role or session of a role that signs with this key; by default the root user of the account. */
  principalArn?: string;
  /**
   * The policies that are attached to this identity, looked at when policies are enforced. With a list, even an empty one, the key may do
   * what they or a resource's policy allow; without, everything that nothing denies.
   */
  policies?: (string | object)[];
  /** Condition keys that requests of this key have, for example `{ "www.amazon.com:user_id": "alice" }`. */
  context?: Record<string, string | string[]>;
}

/** Amazon DynamoDB for any number of accounts and regions. Made by {@link createEmulator}. */
export interface Emulator {
  /** The AWS Region of clients that name none. */
  readonly region: string;

  /**
   * The time at which requests happen: it follows real time, or the option `now`, until it is moved.
   *
   * @example
   * emulator.clock.advance({ days: 2 });
   */
  readonly clock: Clock;

  /**
   * What goes wrong on purpose, between clients and the emulator: nothing, until something is added. Forks begin without faults.
   *
   * @example
   * emulator.faults.add({ operation: "PutItem", error: "Throttling", times: 2 });
   */
  readonly faults: Faults;

  /**
   * Functions that are called with the records of streams, as Lambda calls them: a handler that was written for an event source mapping runs
   * unchanged. Forks begin without triggers.
   *
   * @example
   * emulator.triggers.add({ tableName: "Music", handler });
   * await emulator.triggers.settled();
   */
  readonly triggers: Triggers;

  /**
   * The ways between the regions of global tables, to be cut and mended by a test.
   *
   * @example
   * emulator.replication.isolate("eu-west-1");
   */
  readonly replication: Replication;

  /**
   * The transport for a client of the AWS SDK for JavaScript v3. It opens no connection.
   *
   * @example
   * new DynamoDBClient({ region: "us-east-1", credentials, requestHandler: emulator.requestHandler });
   */
  readonly requestHandler: RequestHandler;

  /**
   * What `new DynamoDBClient(...)`, `new DynamoDBStreamsClient(...)` or `new S3Client(...)` of the AWS SDK for JavaScript v3 needs to talk to this emulator.
   *
   * @throws {TypeError} for an option that makes no sense
   *
   * @example
   * const client = new DynamoDBClient(emulator.clientConfig({ region: "eu-west-1" }));
   * const documents = DynamoDBDocumentClient.from(client);
   */
  clientConfig(options?: ClientConfigOptions): ClientConfig;

  /**
   * Makes a client that was built elsewhere talk to this emulator. The client's own region and credentials are used where it was
   * given some; it need not have any. A client talks to one emulator: attaching it to another undoes what was before.
   *
   * @returns a function that undoes it, unless that has happened already
   * @throws {TypeError} when `client` is no client of the AWS SDK for JavaScript v3
   *
   * @example
   * import { client } from "../src/database.js";
   * const detach = emulator.attach(client);
   */
  attach(client: AttachableClient): () => void;

  /**
   * Answers a `Request` as the endpoint of DynamoDB does: AWS JSON 1.0 in and out, errors as statuses and bodies, CORS
   * preflights, bodies compressed with gzip or deflate, a health check on `GET /`. A request of more than 16 MB gets status 413.
   * It needs no `this`, so it can be handed on.
   *
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * const response = await emulator.fetch("http://localhost/", {
   *   method: "POST",
   *   headers: {
   *     "content-type": "application/x-amz-json-1.0",
   *     "x-amz-target": "DynamoDB_20120810.ListTables",
   *     "x-amz-date": "20260101T000000Z",
   *     authorization: "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
   *   },
   *   body: "{}",
   * });
   * const { TableNames } = await response.json();
   */
  fetch(this: void, input: Request | string | URL, init?: RequestInit): Promise<Response>;

  /**
   * Lets a transaction of another client begin and keeps it open: until it is released, or ends by itself as it says. Meanwhile writes of its
   * items fail with `TransactionConflictException`, transactions that touch them are cancelled with the reason `TransactionConflict`,
   * `BatchWriteItem` leaves them unprocessed, and a transaction with its token fails with `TransactionInProgressException`. Reads that
   * are no transactions go through. It changes nothing itself.
   *
   * @throws {TypeError} for a table or key that is none
   *
   * @example
   * const held = emulator.holdTransaction({ items: [{ tableName: "Music", key: { pk: { S: "a" } } }] });
   * held.release();
   * @example
   * emulator.holdTransaction({ items: [{ tableName: "Music", key: { pk: { S: "a" } } }], conflicts: 1 });
   */
  holdTransaction(transaction: TransactionToHold): HeldTransaction;

  /**
   * Deletes every table of every account and region, at once.
   *
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * afterEach(() => emulator.reset());
   */
  reset(): void;

  /**
   * Takes the items out of tables; tables, indexes and settings stay. It takes no longer for a million items than for one. Replicas of global tables are
   * emptied with their table, and what was on its way to them is forgotten. Streams are not told, so that triggers are not called; what they
   * told before stays there. Backups stay, and recovery keeps what there was.
   *
   * @param tables names, or tables of other regions and accounts; without any, all tables of all accounts and regions
   * @returns how many items there were
   * @throws {TypeError} for a table that does not exist
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * afterEach(() => emulator.clear());
   * @example
   * emulator.clear(["Music", { tableName: "Music", region: "eu-west-1" }]);
   */
  clear(tables?: string | TableOf | readonly (string | TableOf)[]): number;

  /**
   * The log of requests, for tests that ask what the program did and what that consumed. It begins with {@link Requests.record}; until then it costs nothing.
   * Forks begin without one.
   *
   * @example
   * emulator.requests.record();
   * await program();
   * expect(emulator.requests.list({ operation: "Scan" })).toEqual([]);
   */
  readonly requests: Requests;

  /**
   * Tells what was recorded since {@link Requests.record}, for planning: what is consumed where and when, keys that are hot, items that are large,
   * scans that could be queries, indexes that nobody reads, and what a month would cost. As a text (`String(report)`) it is a page for a terminal.
   *
   * @throws {TypeError} for an option that makes no sense, or when nothing was recorded
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.requests.record();
   * await oneVisit();
   * console.log(String(await emulator.report({ multiple: 1_000_000 })));
   */
  report(options?: ReportOptions): Promise<Report>;

  /**
   * Calls a function with each change of the items of a table, of one item or partition, or of the result of a query, after the request that has made it
   * was answered. Whoever made the change is told of: requests, the time to live, and replication. Forks begin without listeners.
   *
   * @throws {TypeError} for a table that does not exist, a key or a query that is none of that table
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.on("change", { tableName: "Music", key: { Artist: { S: "Acme Band" } }, signal }, ({ eventName, newImage }) => show(eventName, newImage));
   */
  on(event: "change", target: ChangeTarget, listener: (change: ItemChange) => unknown): Listening;

  /**
   * Calls a function when everything may be other than it was: after `restore`, `load`, `reset` and `clear`, which make no changes of single items; when what was told
   * could not be stored and was undone; and when another tab leads from now on, since what it did before that was told to nobody.
   *
   * @example
   * emulator.on("replace", () => reload());
   */
  on(event: "replace", listener: () => unknown): Listening;
  on(event: "replace", options: { signal?: AbortSignal }, listener: () => unknown): Listening;

  /**
   * Calls a function with the items of a table, of one item or partition, or of a query, and again whenever these may have changed: with all of them,
   * read anew, once for each request that changes any. What happens to other items is no reason to read. Items are in DynamoDB's form, binaries in Base64. Of a table
   * that was deleted there are none. Forks begin with nobody who watches.
   *
   * Global secondary indexes that lag behind (option `consistency`) are read as they are when the change is told.
   *
   * @throws {TypeError} for a table that does not exist, a key or a query that is none of that table
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.watch({ tableName: "Music", key: { Artist: { S: "Acme Band" } }, signal }, (songs) => draw(songs));
   * @example
   * const query = { IndexName: "ByYear", KeyConditionExpression: "#y = :y", ExpressionAttributeNames: { "#y": "Year" }, ExpressionAttributeValues: { ":y": { N: "2026" } }, Limit: 10 };
   * emulator.watch({ tableName: "Music", query }, (songs) => draw(songs));
   */
  watch(target: WatchTarget, callback: (items: Record<string, any>[]) => unknown): Listening;

  /**
   * Deletes all items that have expired by the emulator's clock in tables with a time to live (UpdateTimeToLive), as the service does in its own
   * time: they leave the indexes and appear in the stream, and nobody pays for it.
   *
   * @returns how many items it deleted
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.clock.advance({ hours: 1 });
   * assert.equal(emulator.expireItems(), 1);
   */
  expireItems(): number;

  /**
   * Splits an open shard of a stream in two, as AWS does when a table grows: each of its keys goes on in one of the children. (Every four hours
   * of the emulator's clock an open shard is followed by one child, without any call.)
   *
   * @returns the ids of the two children
   * @throws {TypeError} for a stream or an open shard that does not exist
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * const [lower, upper] = emulator.splitShard({ streamArn: LatestStreamArn, shardId: Shards[0].ShardId });
   */
  splitShard(shard: { streamArn: string; shardId: string }): [string, string];

  /**
   * Tells which keys of a table or global secondary index consumed most and were throttled most since its contributor insights were enabled
   * (UpdateContributorInsights). Reads and writes of items count as they do on AWS; statements of PartiQL do not. A request is not counted
   * before insights are enabled, and costs nothing then.
   *
   * @throws {TypeError} for a table or index that does not exist, or whose contributor insights are not enabled
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * await client.send(new UpdateContributorInsightsCommand({ TableName: "Music", ContributorInsightsAction: "ENABLE" }));
   * // ... what is to be looked at ...
   * const { mostAccessedPartitionKeys } = emulator.contributorInsights({ tableName: "Music" });
   * console.log(mostAccessedPartitionKeys[0]); // { key: { Artist: { S: "Acme Band" } }, value: 12.5, excess: 0 }
   */
  contributorInsights(target: InsightsTarget): ContributorInsights;

  /**
   * Scales a provisioned capacity of a table or of its index, as Application Auto Scaling does on AWS (`RegisterScalableTarget` and
   * `PutScalingPolicy`), or scales it no more. The settings are kept and described; capacity stays what it is. A provisioned table can have
   * replicas in other regions only if its write capacity and that of its indexes is scaled.
   *
   * @throws {TypeError} for a table or index that does not exist
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.autoScale({ tableName: "Music", dimension: "write", minimumUnits: 1, maximumUnits: 10, targetValue: 70 });
   */
  autoScale(scaling: Scaling): void;

  /**
   * Takes the encryption key of a table away, or gives it back: what happens on AWS when a key of the key management service is disabled. The
   * items of a table that is `INACCESSIBLE_ENCRYPTION_CREDENTIALS` cannot be had, nor its backups, time to live and encryption be changed; one
   * that stays so is archived, to a backup. The table has to be encrypted with a key of its own (SSESpecification).
   *
   * @throws {TypeError} for a table that does not exist or has no key of its own, or another status
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.setTableStatus({ tableName: "Music", status: "INACCESSIBLE_ENCRYPTION_CREDENTIALS" });
   */
  setTableStatus(change: {
    tableName: string;
    status: "ACTIVE" | "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED";
    region?: string;
    accountId?: string;
  }): void;

  /**
   * What tables have sent to data streams of Amazon Kinesis (EnableKinesisStreamingDestination). There is no Kinesis in the emulator: every data
   * stream of the account and region of a table is there, and keeps its records for 24 hours of the emulator's clock. Forks begin without
   * subscriptions.
   *
   * @example
   * emulator.kinesis.subscribe({ streamArn }, ({ data }) => console.log(data.eventName, data.dynamodb.NewImage));
   */
  readonly kinesis: Kinesis;

  /**
   * Where tables are kept; nothing for an emulator whose tables are in memory alone.
   *
   * In a tab or worker that shares the emulator of another one, whatever is asked of the tables is asked there: `snapshot()`, `restore()`, `fork()`, `dump()`, `load()`, `reset()`,
   * `clear()`, `expireItems()`, `splitShard()`, `setTableStatus()`, `autoScale()`, `contributorInsights()`, `holdTransaction()`, `kinesis.read()`, `kinesis.subscribe()`, `triggers.add()`
   * and the ways of `replication` give a promise of what they otherwise give, so that `await` is right everywhere. A snapshot or a fork is a copy there, which takes as long as there is much.
   * The clock is that of all tabs. Faults and the log of requests are of each tab: they are about its own requests.
   *
   * @example
   * const { bytes, quota } = await emulator.storage.usage();
   */
  readonly storage: EmulatorStorage | undefined;

  /**
   * Keeps everything as it is now: tables, items and what else requests have left behind. It takes the same few microseconds for one item
   * and for a million, because nothing is copied. The clock is not part of it.
   *
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * const seed = emulator.snapshot();
   * afterEach(() => emulator.restore(seed));
   */
  snapshot(): Snapshot;

  /**
   * Puts back what a snapshot has kept, as quickly. A snapshot may be restored any number of times, also into another emulator of this process.
   *
   * @throws {TypeError} for what is no snapshot
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.restore(seed);
   */
  restore(snapshot: Snapshot): void;

  /**
   * Writes everything as it is now as bytes, which may be kept in a file and loaded by another emulator, in another process or of a later version:
   * tables, items, settings, streams, backups, what point-in-time recovery keeps, tokens of transactions. It takes as long as there is much. The
   * clock and the options are not part of it, nor are transactions that are held open and what is left of throughput.
   *
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * await writeFile("music.dynatab", emulator.dump());
   */
  dump(): Uint8Array;

  /**
   * Puts what `dump()` has written in the place of everything that there is. If the bytes are none that it wrote, nothing changes.
   *
   * @throws {TypeError} for what is not bytes
   * @throws {EmulatorError} `STATE_UNREADABLE` for bytes that are no state, were damaged or were written by a newer version
   *
   * @example
   * emulator.load(await readFile("music.dynatab"));
   */
  load(state: Uint8Array | ArrayBuffer): void;

  /**
   * Makes another emulator in which everything is as it is here, as quickly: tables, options, the time, and what the next random ids will be. From then
   * on the two have nothing to do with each other.
   *
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * test.concurrent("one of many", async () => {
   *   const own = emulator.fork();
   *   const client = new DynamoDBClient(own.clientConfig());
   * });
   */
  fork(): Emulator;

  /**
   * Frees the memory. Later calls are refused with an {@link EmulatorError}; closing twice is harmless.
   *
   * @example
   * afterAll(() => emulator.close());
   */
  close(): Promise<void>;
}

/** A table by its name and by where it lives. */
export interface TableOf {
  tableName: string;
  /**
   * The AWS Region of the table.
   *
   * @defaultValue the emulator's `region`
   */
  region?: string;
  /**
   * The AWS account of the table.
   *
   * @defaultValue the emulator's `accountId`
   */
  accountId?: string;
}

/** Which changes are wanted: those of a table, unless it is a key or a query. */
export interface ChangeTarget extends TableOf {
  /** An item, or a partition, by its key in DynamoDB's form. */
  key?: Record<string, any>;
  /**
   * The items that a query finds: members of the input of a Query, as the SDK takes them, values in DynamoDB's form. Projections and limits
   * have no meaning here.
   */
  query?: {
    IndexName?: string;
    KeyConditionExpression?: string;
    FilterExpression?: string;
    ExpressionAttributeNames?: Record<string, string>;
    ExpressionAttributeValues?: Record<string, any>;
    [other: string]: any;
  };
  /** Ends it. */
  signal?: AbortSignal;
}

/** What is watched: a table, or of it an item, a partition, or what a query finds. */
export interface WatchTarget extends TableOf {
  /** An item, or a partition, by its key in DynamoDB's form. */
  key?: Record<string, any>;
  /** The input of a Query but for its table, values in DynamoDB's form. With `Limit` it is the first items; without, all of them. */
  query?: {
    IndexName?: string;
    KeyConditionExpression: string;
    FilterExpression?: string;
    ProjectionExpression?: string;
    ExpressionAttributeNames?: Record<string, string>;
    ExpressionAttributeValues?: Record<string, any>;
    ScanIndexForward?: boolean;
    ConsistentRead?: boolean;
    Limit?: number;
  };
  /** Ends it. */
  signal?: AbortSignal;
}

/**
 * A change of what was asked for. An item that comes into the result of a query is an `INSERT` there, one that leaves it a `REMOVE`, whatever happened to
 * it in the table.
 */
export interface ItemChange {
  eventName: "INSERT" | "MODIFY" | "REMOVE";
  tableName: string;
  /** Milliseconds since 1970, by the emulator's clock. */
  time: number;
  author: "caller" | "timeToLive" | "replication";
  /** The key of the item in its table. */
  key: Record<string, any>;
  /** The item as it is, in DynamoDB's form. */
  newImage?: Record<string, any>;
  /** The item as it was. */
  oldImage?: Record<string, any>;
}

/** A function that is called. Made by {@link Emulator.on}. */
export interface Listening {
  /** Done once whoever has the tables knows of it; it is rejected if another tab that has them refuses what is asked. */
  readonly ready: Promise<void>;
  /** Lets it be called no more; closing twice is harmless. */
  close(): void;
}

/** The log of requests, the oldest first. */
export interface Requests extends Iterable<LoggedRequest> {
  /** Whether requests are written down. */
  readonly recording: boolean;
  /** How many requests are kept. */
  readonly size: number;

  /**
   * Writes down each request from now on, and what it consumes. The `keep` latest ones are kept, or some more.
   *
   * @throws {TypeError} for an option that makes no sense
   *
   * @example
   * emulator.requests.record({ keep: 10_000 });
   */
  record(options?: {
    /** @defaultValue `1000` */
    keep?: number;
  }): this;

  /** Writes nothing more down. What was written down can still be read. */
  stop(): void;

  /** Forgets what was written down, and what a report would tell of it. Recording goes on. */
  clear(): void;

  /**
   * The requests that are kept: all, those of one operation, those that name a table.
   *
   * @example
   * expect(emulator.requests.list({ operation: "PutItem", tableName: "Music" })).toHaveLength(1);
   */
  list(filter?: { operation?: string; tableName?: string }): LoggedRequest[];

  /**
   * What those requests consumed together, indexes included.
   *
   * @example
   * expect(emulator.requests.consumed({ tableName: "Music" })).toEqual({ readUnits: 0.5, writeUnits: 2 });
   */
  consumed(filter?: { operation?: string; tableName?: string }): { readUnits: number; writeUnits: number };
}

/** A request and what became of it. */
export interface LoggedRequest {
  /** The service that it asks. */
  readonly service: "DynamoDB" | "S3";
  /** The name of the operation, as in the API reference; empty for what Amazon S3 knows no operation for. */
  readonly operation: string;
  /** The bucket that a request of Amazon S3 names. */
  readonly bucket: string | undefined;
  /** The key that a request of Amazon S3 names. */
  readonly key: string | undefined;
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly time: number;
  readonly region: string;
  /** The tables that it names. */
  readonly tableNames: string[];
  /** The input of the operation; `undefined`, if it was no JSON, and of Amazon S3. */
  readonly input: any;
  /** 200, if it was done (Amazon S3 knows others below 400); 0, if its connection was lost on purpose. */
  readonly statusCode: number;
  /** The output of the operation, or the body of the error; of Amazon S3 an error alone. */
  readonly output: any;
  /** The error, if it was refused: `ValidationException`, for example. */
  readonly error: { name: string; message: string | undefined } | undefined;
  /** What it consumed, by table and global index, whether or not it asked for that (ReturnConsumedCapacity). */
  readonly consumed: { tableName: string; indexName?: string; readUnits: number; writeUnits: number }[];
  /** Whether {@link Emulator.faults} answered in the place of the emulator. */
  readonly fault: boolean;
}

/** What a report is to say. */
export interface ReportOptions {
  /**
   * How many times a month what was recorded happens.
   *
   * @defaultValue `1`
   */
  multiple?: number;
  /**
   * How many times the items of now are stored.
   *
   * @defaultValue `1`
   */
  storageMultiple?: number;
  /**
   * For provisioned capacity: how many times the mean traffic of the month the peak is.
   *
   * @defaultValue `1`
   */
  peak?: number;
  /**
   * For provisioned capacity: which part of it is to be used, as the target of auto scaling.
   *
   * @defaultValue `0.7`
   */
  utilization?: number;
  /**
   * The region whose prices are meant; those of a region that has none here are those of us-east-1.
   *
   * @defaultValue the emulator's `region`
   */
  region?: string;
  /** Prices by table class, in the place of those of the package. */
  prices?: Record<string, Prices>;
  /**
   * How many of the hottest keys are told.
   *
   * @defaultValue `10`
   */
  keys?: number;
}

/** Prices in dollars, as decimal numbers in texts. */
export interface Prices {
  /** A million units of reads on demand. */
  readMillion: string;
  writeMillion: string;
  /** A provisioned unit of reads for an hour. */
  readHour: string;
  writeHour: string;
  /** 10^9 bytes stored for a month. */
  gigabyteMonth: string;
}

/** Units in all, and those of a second of the emulator's clock, over the seconds in which there were any. */
export interface Rates {
  total: number;
  /** How many these seconds are. */
  seconds: number;
  minimum: number;
  mean: number;
  peak: number;
}

/** Dollars of a month. */
export interface MonthlyCost {
  onDemand: { reads: number; writes: number; total: number };
  provisioned: { reads: number; writes: number; total: number };
  storage: number;
}

/** What {@link Emulator.report} tells. */
export interface Report {
  requests: { total: number; refused: number; from: number | undefined; to: number | undefined };
  consumed: (IndexOf & { readUnits: Rates; writeUnits: Rates })[];
  operations: { operation: string; requests: number; readUnits: number; writeUnits: number }[];
  /** Queries, scans and statements by what they ask for, without its values. */
  statements: {
    operation: string;
    region: string;
    tableName?: string;
    indexName?: string;
    KeyConditionExpression?: string;
    FilterExpression?: string;
    Statement?: string;
    requests: number;
    readUnits: number;
    writeUnits: number;
    scanned: number;
    returned: number;
    [expression: string]: any;
  }[];
  /** Partitions by what they consumed, the hottest first; `share` is that of all that the table or index consumed. */
  hotPartitions: HotKey[];
  hotItems: HotKey[];
  itemSizes: (TableOf & {
    items: number;
    bytes: number;
    mean: number;
    largest: number;
    /** How many items have at most that many bytes, and more than half of it. */
    distribution: { upTo: number; items: number }[];
    indexes: { indexName: string; items: number; bytes: number }[];
  })[];
  /** Scans whose filter asks for one partition key of the table or of an index. */
  scans: {
    operation: string;
    region: string;
    tableName: string;
    filter?: string;
    statement?: string;
    requests: number;
    readUnits: number;
    scanned: number;
    returned: number;
    instead: { indexName?: string; partitionKey: string[] };
  }[];
  unusedIndexes: (TableOf & { indexName: string; writeUnits: number })[];
  throttles: { tableName: string; indexName?: string; region: string; what: string; requests: number }[];
  price: {
    currency: "USD";
    region: string;
    /** When the prices were looked up. */
    date?: string;
    sources?: string[];
    multiple: number;
    storageMultiple: number;
    peak: number;
    utilization: number;
    tables: (TableOf & MonthlyCost & { parts: (MonthlyCost & { indexName?: string; provisioned: { readCapacityUnits: number; writeCapacityUnits: number } })[] })[];
    total: MonthlyCost;
    /** What a bill may hold beside. */
    notCounted: string[];
  };
  /** A page for a terminal. */
  toString(): string;
}

/** A table, or one of its global indexes. */
export interface IndexOf extends TableOf {
  indexName?: string;
}

/** A key and what it consumed. */
export interface HotKey extends IndexOf {
  key: Record<string, any>;
  readUnits: number;
  writeUnits: number;
  share: number;
}

/** The table or global secondary index whose contributor insights are meant. */
export interface InsightsTarget {
  tableName: string;
  /** A global secondary index of the table; by default the table itself is meant. */
  indexName?: string;
  /**
   * How many keys are wanted at most; AWS tells 25 at most.
   *
   * @defaultValue `10`
   */
  limit?: number;
  /**
   * The AWS Region of the table.
   *
   * @defaultValue the emulator's `region`
   */
  region?: string;
  /**
   * The AWS account of the table.
   *
   * @defaultValue the emulator's `accountId`
   */
  accountId?: string;
}

/** The keys that were counted most, the first one most. What is not counted in the mode that is enabled, or of a key without sort key, is not there. */
export interface ContributorInsights {
  mode: "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";
  /** Partition keys by what their items consumed, in `ConsumedThroughputUnits`: three for each write unit, one for each read unit. */
  mostAccessedPartitionKeys?: Contributor[];
  /** The same by partition key and sort key. A Query counts for its partition key alone. */
  mostAccessedItems?: Contributor[];
  /** Partition keys by how many requests were throttled (`ThrottleCount`); see {@link EmulatorOptions.throttling}. */
  mostThrottledPartitionKeys: Contributor[];
  /** The same by partition key and sort key. */
  mostThrottledItems?: Contributor[];
}

/** A key and what was counted of it. */
export interface Contributor {
  /** The attributes of the key in DynamoDB's form. */
  key: Record<string, { S: string } | { N: string } | { B: string }>;
  value: number;
  /** By how much `value` may be too large: nothing until more than a thousand keys were counted, a five-hundredth of everything at most. */
  excess: number;
}

/** The data streams of Amazon Kinesis, as far as tables send to them, and who subscribes to them. */
export interface Kinesis extends Iterable<KinesisSubscription> {
  /**
   * Hands every record of a data stream to a function, one after the other, in the order in which they were sent: what there is now, then what comes. A
   * promise that the function returns is waited for. Records come after the response to the request that has caused them was made. What
   * the function throws is nobody's to catch, as in an event listener; the next record is handed to it all the same.
   *
   * @throws {TypeError} for what is no data stream, no sequence number or no function
   *
   * @example
   * const subscription = emulator.kinesis.subscribe({ streamArn, latest: true }, (record) => received.push(record));
   * // ...
   * subscription.close();
   * emulator.kinesis.subscribe({ streamArn, from: subscription.next }, goOn);
   */
  subscribe(options: DataStreamPosition, listener: (record: KinesisRecord) => void | Promise<void>): KinesisSubscription;

  /**
   * Reads records of a data stream, at most a thousand of them, and the sequence number to go on with as `from`.
   *
   * @throws {TypeError} for what is no data stream or no sequence number
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * const { records, next } = emulator.kinesis.read({ streamArn });
   */
  read(options: DataStreamPosition & { limit?: number }): { records: KinesisRecord[]; next: string };

  /**
   * Waits until all functions have been handed what there is.
   *
   * @example
   * await client.send(new PutItemCommand({ TableName: "Music", Item }));
   * await emulator.kinesis.settled();
   */
  settled(): Promise<void>;

  /** Closes all subscriptions. */
  clear(): void;
}

/** A function that is handed the records of a data stream. After `restore` and `reset` it goes on behind what there is then. */
export interface KinesisSubscription {
  /** The sequence number of the record that comes next. */
  readonly next: string;
  /** Lets no more records be handed over. */
  close(): void;
}

/** A place in a data stream: at its beginning, unless something else is said. */
export interface DataStreamPosition {
  /** The ARN of the data stream, for example `arn:aws:kinesis:us-east-1:000000000000:stream/changes`. */
  streamArn: string;
  /** The sequence number of the first record. */
  from?: string;
  /** Whether to begin behind what there is. */
  latest?: boolean;
}

/** A record of a data stream of Amazon Kinesis that a table has sent. */
export interface KinesisRecord {
  /** Its place in the data stream; later ones are larger texts. */
  sequenceNumber: string;
  /** The same for all changes of an item. */
  partitionKey: string;
  /** Milliseconds since 1970. */
  approximateArrivalTimestamp: number;
  /** What DynamoDB has written into the record, as JSON. */
  data: {
    awsRegion: string;
    eventID: string;
    eventName: "INSERT" | "MODIFY" | "REMOVE";
    /** Who wrote, if it was the service that deletes expired items. */
    userIdentity: null | { type: "Service"; principalId: "dynamodb.amazonaws.com" };
    recordFormat: "application/json";
    tableName: string;
    dynamodb: {
      /** Milliseconds or microseconds since 1970. */
      ApproximateCreationDateTime: number;
      /** The key in DynamoDB's form; binaries are encoded in Base64 twice, as on AWS. */
      Keys: Record<string, any>;
      NewImage?: Record<string, any>;
      OldImage?: Record<string, any>;
      SizeBytes: number;
      ApproximateCreationDateTimePrecision?: "MILLISECOND" | "MICROSECOND";
    };
    eventSource: "aws:dynamodb";
  };
}

/** What an emulator was like at some moment: {@link Emulator.snapshot} makes it. It costs memory for what has changed since, while somebody holds it. */
export interface Snapshot {
  readonly [snapshot]: true;
}

declare const snapshot: unique symbol;

/** The clock of an emulator. A time is a `Date`, milliseconds since 1970-01-01T00:00:00Z, or a text that `Date.parse` reads. */
export interface Clock {
  /** Whether it stands still. */
  readonly frozen: boolean;

  /** The time in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;

  /**
   * Stands still, at the present or at another time.
   *
   * @throws {TypeError} for what is no time
   *
   * @example
   * emulator.clock.freeze("2026-10-01T00:00:00Z");
   */
  freeze(at?: Time): void;

  /**
   * Moves to a time, back or forth. A clock that does not stand still goes on from there.
   *
   * @throws {TypeError} for what is no time
   *
   * @example
   * emulator.clock.set(new Date("2030-01-01"));
   */
  set(at: Time): void;

  /**
   * Moves by a duration, back if it is negative; a number is milliseconds.
   *
   * @throws {TypeError} for what is no duration
   *
   * @example
   * emulator.clock.advance({ days: 2, hours: 1 });
   */
  advance(duration: Duration): void;

  /**
   * Tells the time of its source again: real time, or the option `now`.
   *
   * @example
   * afterEach(() => emulator.clock.follow());
   */
  follow(): void;
}

/** A time: milliseconds since 1970-01-01T00:00:00Z, a `Date`, or a text that `Date.parse` reads. */
export type Time = number | Date | string;

/** A length of time: milliseconds, or the sum of these. */
export type Duration = number | { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number };

/** What goes wrong on purpose. A request meets all faults that concern it: it waits for their latencies, and the first error is its answer. */
export interface Faults {
  /**
   * Lets something go wrong from now on.
   *
   * @throws {TypeError} for a fault that makes no sense
   *
   * @example
   * emulator.faults.add({ operation: "BatchWriteItem", unprocessed: 3, times: 1 });
   * @example
   * emulator.faults.add({ tableName: "Music", key: { pk: { S: "hot" } }, error: "Throttling", probability: 0.2 });
   * @example
   * emulator.faults.add({ operation: "PutItem", error: "Network", lost: true, times: 1 }); // done, but nobody hears of it
   */
  add(fault: FaultOptions): Fault;

  /**
   * Removes all faults.
   *
   * @example
   * afterEach(() => emulator.faults.clear());
   */
  clear(): void;
}

/** What goes wrong, and for which requests: an error, latency, unprocessed items, or several of these. */
export interface FaultOptions {
  /** The operations that it concerns; by default all. */
  operation?: string | string[];
  /** The table that it concerns; by default all. Requests concern the tables that they name, also by ARN, in batches, transactions and statements. */
  tableName?: string;
  /**
   * The item that it concerns, by some or all attributes of its key: requests whose key or item has them. Queries, scans and statements name no item.
   */
  key?: Record<string, any>;
  /** What the service answers in the place of its answer; `"Network"`: the connection is lost. Nothing is changed then, unless it was `lost`. */
  error?: FaultError;
  /** Whether the request is done before the error: what is lost is its answer. */
  lost?: boolean;
  /** How long, in real time, an answer takes longer; an hour at most. */
  latency?: Duration;
  /** How many of the items of a BatchWriteItem, or keys of a BatchGetItem, that it concerns are left unprocessed; `true`: all. */
  unprocessed?: number | true;
  /** How many requests meet it; by default all. */
  times?: number;
  /** How many requests that it concerns it lets pass first. */
  after?: number;
  /** The share of requests that meet it, by chance: from 0 to 1. Chance repeats with {@link EmulatorOptions.seed}. */
  probability?: number;
}

/** Errors that the service answers on its own account. `Throttling` is `ProvisionedThroughputExceededException`. */
export type FaultError =
  | "Throttling"
  | "ThrottlingException"
  | "RequestLimitExceeded"
  | "TransactionConflict"
  | "ItemCollectionSizeLimitExceeded"
  | "ExpiredToken"
  | "InternalServerError"
  | "ServiceUnavailable"
  | "Network";

/** Something that goes wrong. Made by {@link Faults.add}. */
export interface Fault {
  /** How many requests have met it. */
  readonly met: number;
  /** Lets it go wrong no more; removing it twice is harmless. */
  remove(): void;
}

/** The triggers of an emulator, in the order in which they were added. */
export interface Triggers extends Iterable<Trigger> {
  /**
   * Calls a function with the records of a stream from now on, by itself.
   *
   * @throws {TypeError} for a trigger that makes no sense, or a table or stream that is not there
   *
   * @example
   * emulator.triggers.add({
   *   tableName: "Music",
   *   handler: async (event) => console.log(event.Records.length),
   *   filterCriteria: { Filters: [{ Pattern: JSON.stringify({ eventName: ["INSERT"] }) }] },
   * });
   */
  add(trigger: TriggerOptions): Trigger;

  /** Removes all triggers. */
  clear(): void;

  /**
   * Waits until all records were handled or discarded, but for those that a batching window still gathers.
   *
   * @throws what a function threw, if its batch is tried again without end
   *
   * @example
   * await client.send(put);
   * await emulator.triggers.settled();
   */
  settled(): Promise<void>;
}

/** A function and how it is called: the parameters of Lambda's event source mappings, by their names. */
export interface TriggerOptions {
  /** The table whose latest stream is read; or `streamArn`. */
  tableName?: string;
  /** The stream that is read; or `tableName`. */
  streamArn?: string;
  /**
   * The AWS Region of the table.
   *
   * @defaultValue the emulator's `region`
   */
  region?: string;
  /**
   * The AWS account of the table.
   *
   * @defaultValue the emulator's `accountId`
   */
  accountId?: string;
  /** A handler of Lambda: it returns a promise or a value, or takes a callback as its third parameter. */
  handler: (event: any, context: any, callback: any) => unknown;
  /**
   * Where reading begins: at the oldest record, or behind the latest.
   *
   * @defaultValue `"TRIM_HORIZON"`
   */
  startingPosition?: "TRIM_HORIZON" | "LATEST";
  /**
   * How many records a call has at most, 1 to 10,000.
   *
   * @defaultValue `100`
   */
  batchSize?: number;
  /**
   * How long, by the emulator's clock, records are gathered for a batch that is not full; five minutes at most.
   *
   * @defaultValue `0`
   */
  batchingWindow?: Duration;
  /**
   * How long a window is over which the function adds something up, in whole seconds up to fifteen minutes by the emulator's clock. It is given the `state`
   * that it returned for the batch before, and once more, without records, when the window is over (`isFinalInvokeForWindow`): with the first request or
   * `settled()` after its end. It has to return `{ state }`. Not with `parallelizationFactor`.
   *
   * @defaultValue `0`
   */
  tumblingWindow?: Duration;
  /** Which records are wanted: those that any of the patterns matches, as JSON or as objects. */
  filterCriteria?: { Filters: { Pattern: string }[] } | (string | object)[];
  /**
   * How many times a batch that failed is tried again, 0 to 10,000; -1: until it succeeds. Attempts are 10 milliseconds to a second apart, in real time.
   *
   * @defaultValue `-1`
   */
  maximumRetryAttempts?: number;
  /** How old records may be, by the emulator's clock; older ones are discarded. By default they may be as old as a stream keeps them. */
  maximumRecordAge?: Duration;
  /**
   * Whether a batch that failed is halved.
   *
   * @defaultValue `false`
   */
  bisectBatchOnFunctionError?: boolean;
  /** Whether the function reports which records failed, by `{ batchItemFailures: [{ itemIdentifier }] }`. */
  functionResponseTypes?: "ReportBatchItemFailures"[];
  /**
   * How many batches of a shard are handled at the same time, 1 to 10; records of one item stay in order.
   *
   * @defaultValue `1`
   */
  parallelizationFactor?: number;
  /** Given what Lambda sends to a destination about records that were discarded. The stream goes on if it fails; `settled()` throws what it threw. */
  onFailure?: (failure: any) => void | Promise<void>;
  /**
   * The name of the function in its context.
   *
   * @defaultValue the name of `handler`
   */
  functionName?: string;
}

/** A function that is called with stream records. Made by {@link Triggers.add}. */
export interface Trigger {
  /** The stream that it reads. */
  readonly streamArn: string;
  /** How many times the function was called. */
  readonly calls: number;
  /** Waits as {@link Triggers.settled} does, for this trigger. */
  settled(): Promise<void>;
  /** Lets the function be called no more; what is under way ends. Removing it twice is harmless. */
  remove(): void;
}

/** How a provisioned capacity is scaled. Without units it is scaled no more. */
export interface Scaling {
  /** The table. */
  tableName: string;
  /** A global secondary index of it; by default the table itself is scaled. */
  indexName?: string;
  /** The AWS Region of the table; by default the emulator's. */
  region?: string;
  /** The AWS account of the table; by default the emulator's. */
  accountId?: string;
  /** The capacity that is scaled. */
  dimension: "read" | "write";
  /** The fewest units. */
  minimumUnits?: number;
  /** The most units. */
  maximumUnits?: number;
  /**
   * The percentage of the units that is to be in use, 10 to 90.
   *
   * @defaultValue `70`
   */
  targetValue?: number;
  /** The name of the policy; by default the one that AWS gives. */
  policyName?: string;
}

/** How the replicas of global tables follow each other. */
export interface ReplicationOptions {
  /**
   * How long it takes until a write is seen in another region.
   *
   * @defaultValue no time
   * @example
   * await createEmulator({ replication: { lag: { milliseconds: 500 } } });
   */
  lag?: Duration;
  /**
   * Whether CreateGlobalTable makes global tables of version 2017.11.29. `false`: it is refused, as AWS refuses it to accounts that have none.
   *
   * @defaultValue `true`
   */
  legacy?: boolean;
}

/** The ways between the regions of an emulator, on which the replicas of global tables follow each other. */
export interface Replication {
  /**
   * Cuts a region off from all others. It can be read and written as before; what is written there or elsewhere waits until the region is
   * healed. Cutting it off twice is harmless.
   *
   * @throws {TypeError} for what is no region
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.replication.isolate("eu-west-1");
   */
  isolate(region: string): void;

  /**
   * Connects a region again. With the next request everything that waited arrives; of several writes of one item the last one wins.
   *
   * @throws {TypeError} for what is no region
   * @throws {EmulatorError} when the emulator is closed or its engine panicked
   *
   * @example
   * emulator.replication.heal("eu-west-1");
   */
  heal(region: string): void;
}

/** How throughput is enforced. */
export interface Throttling {
  /**
   * For how long provisioned capacity that is not used is kept for bursts; a second's is there in any case.
   *
   * @defaultValue five minutes
   * @example
   * await createEmulator({ throttling: { burst: { seconds: 0 } } });
   */
  burst?: Duration;
  /**
   * Whether requests of the control plane are limited in their number, as on AWS: CreateTable, UpdateTable, DeleteTable and changes of tags
   * together to about five a second, others to what the API reference says. More are answered `ThrottlingException`.
   *
   * @defaultValue `false`
   * @example
   * await createEmulator({ throttling: { controlPlane: true } });
   */
  controlPlane?: boolean;
}

/** A transaction of another client: its items, its token, or both. */
export interface TransactionToHold {
  /** The items that it writes, by their keys in DynamoDB's form. */
  items?: { tableName: string; key: Record<string, any> }[];
  /** The `ClientRequestToken` of its request. */
  clientRequestToken?: string;
  /**
   * The AWS Region of its tables.
   *
   * @defaultValue the emulator's `region`
   */
  region?: string;
  /**
   * The AWS account of its tables.
   *
   * @defaultValue the emulator's `accountId`
   */
  accountId?: string;
  /** After how long by the emulator's clock it ends by itself. */
  for?: Duration;
  /** After how many requests that it got in the way of it ends by itself. */
  conflicts?: number;
}

/** A transaction that is under way. Made by {@link Emulator.holdTransaction}. */
export interface HeldTransaction {
  /** Lets it end. Says whether it was under way; releasing it twice is harmless. */
  release(): boolean;
}

/** How far eventually consistent reads lag behind. */
export interface Consistency {
  /**
   * Reads of a table or local secondary index see it as it was that long ago by the emulator's clock, or that many writes ago.
   *
   * @defaultValue `0`
   */
  lag?: Lag;

  /**
   * The same for reads of global secondary indexes.
   *
   * @defaultValue `lag`
   */
  indexLag?: Lag;
}

/** A length of time, or a number of writes to the table; what one batch or transaction does to a table is one write. */
export type Lag = Duration | { writes: number };

/** What can be chosen for one client. */
export interface ClientConfigOptions {
  /**
   * The AWS Region of this client.
   *
   * @defaultValue the emulator's `region`
   * @example
   * emulator.clientConfig({ region: "eu-west-1" });
   */
  region?: string;

  /**
   * The credentials of this client. The access key id decides the account (see {@link EmulatorOptions.accounts}); the secret matters
   * only for keys of {@link EmulatorOptions.accessKeys}.
   *
   * @defaultValue the first of `accessKeys`, or made-up ones
   * @example
   * emulator.clientConfig({ credentials: { accessKeyId: "AKIAALICE", secretAccessKey: "any" } });
   */
  credentials?: Credentials;

  /**
   * Whether requests carry real signatures. Computing them costs the AWS SDK more than all of the emulator's work.
   *
   * @defaultValue `true` for keys whose secret the emulator knows ({@link EmulatorOptions.accessKeys}), otherwise `false`
   * @example
   * emulator.clientConfig({ signatures: true });
   */
  signatures?: boolean;
}

/** An AWS access key. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The part of an AWS SDK client's configuration that {@link Emulator.clientConfig} fills in. */
export interface ClientConfig {
  region: string;
  credentials: Credentials;
  endpoint: string;
  requestHandler: RequestHandler;
  /** Makes the client name its access key and region in each request, and compute no signature. */
  httpAuthSchemes?: any[];
  /** The same for older releases of the SDK. */
  signer?: { sign(request: any): Promise<any> };
  /** Says that nothing is logged, which spares the SDK the copies that it would log. A `logger` of your own belongs behind: `{ ...emulator.clientConfig(), logger }`. */
  logger: undefined;
}

/** The `requestHandler` of an AWS SDK client, by its structure. */
export interface RequestHandler {
  readonly metadata: { handlerProtocol: string };
  handle(request: any, options?: { abortSignal?: any }): Promise<{ response: any }>;
  destroy(): void;
  updateHttpClientConfig(key: never, value: any): void;
  httpHandlerConfigs(): {};
}

/** A client of the AWS SDK for JavaScript v3, by its structure: `DynamoDBClient`, `DynamoDBDocumentClient`, `DynamoDB`. */
export interface AttachableClient {
  readonly config: object;
  readonly middlewareStack: { add: Function; remove: Function };
}

/** Where the tables of an emulator are kept beside its memory. */
export interface EmulatorStorage {
  /** Whether the tables are in the memory of this page, worker or process, and not in that of another tab. */
  readonly leads: boolean;

  /**
   * Waits until everything that has happened so far is stored.
   *
   * @throws {EmulatorError} `STORAGE_FULL` or `STORAGE_FAILED`; what could not be stored is undone
   */
  flush(): Promise<void>;

  /** How many bytes are used, and how many may be: in a browser by the whole origin, as it estimates it, in Node by the folder, without a quota. */
  usage(): Promise<{ bytes: number; quota: number | undefined }>;

  /** Asks the browser not to clear the storage when it needs room, and tells whether it will not. */
  persist(): Promise<boolean>;

  /** Closes the emulator and deletes everything that is stored. */
  destroy(): Promise<void>;
}

/**
 * An emulator that cannot answer at all. What DynamoDB refuses is a response instead, and an exception of the SDK.
 *
 * @example
 * try {
 *   await client.send(command);
 * } catch (error) {
 *   if (error instanceof EmulatorError && error.code === "ENGINE_PANIC") console.error("a bug of dynatab", error.message);
 * }
 */
export class EmulatorError extends Error {
  private constructor();
  readonly name: "EmulatorError";
  /**
   * `"ENGINE_PANIC"`: a bug of the engine; this emulator is lost. `"EMULATOR_CLOSED"`: `close()` was called before. `"STATE_UNREADABLE"`: bytes that
   * are to be loaded are no state of an emulator, were damaged, or were written by a newer version. `"STORAGE_UNAVAILABLE"`: a storage cannot be opened.
   * `"STORAGE_FULL"`, `"STORAGE_FAILED"`: what was written could not be stored and is undone.
   */
  readonly code:
    | "ENGINE_PANIC"
    | "EMULATOR_CLOSED"
    | "STATE_UNREADABLE"
    | "STORAGE_UNAVAILABLE"
    | "STORAGE_FULL"
    | "STORAGE_FAILED"
    | "ANOTHER_TAB_LEADS";
}

/** Nothing else is exported. */
export {};
