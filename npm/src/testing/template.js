import { isPlainObject } from "../options.js";
import { Intrinsics } from "./intrinsics.js";

const KEY_TYPES = { String: "S", Number: "N", Binary: "B" };

/** Members that resources and CreateTable have alike. */
const SAME = [
  "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "BillingMode", "ProvisionedThroughput",
  "OnDemandThroughput", "WarmThroughput", "TableClass", "Tags", "DeletionProtectionEnabled",
];

/** Whether `document` is a template of CloudFormation or SAM, as `cdk synth` writes them, too. */
export function isTemplate(document) {
  return isPlainObject(document) && isPlainObject(document.Resources);
}

/**
 * The requests that create the tables of a template in one region, and their replicas in others.
 *
 * @param {object} template of CloudFormation or SAM
 * @param {{ region: string, accountId: string, stackName: string, parameters: Record<string, any> }} stack
 * @returns {[operation: string, input: object, region?: string][]} each to be sent to the region of the stack unless it says another;
 *   the operation `autoScale` is the emulator's own
 * @throws {TypeError} for what the template says and cannot be understood
 */
export function tablesOf(template, stack) {
  const nameOf = (id, resource) => intrinsics.value(resource.Properties?.TableName) ?? `${stack.stackName}-${id}`;
  const intrinsics = new Intrinsics(template, stack, {
    name: (id, resource) => (isTable(resource) ? nameOf(id, resource) : undefined),
    attribute(id, resource, name) {
      if (isTable(resource) && name === "Arn") return `arn:aws:dynamodb:${stack.region}:${stack.accountId}:table/${nameOf(id, resource)}`;
      return undefined;
    },
  });
  const read = (id, resource) => {
    if (!intrinsics.holds(resource.Condition)) return [];
    const properties = { ...typed(intrinsics.value(resource.Properties ?? {})), TableName: nameOf(id, resource) };
    return TABLES[resource.Type](properties, stack);
  };
  const loop = Object.keys(template.Resources).find((id) => id.startsWith("Fn::ForEach"));
  if (loop) throw new TypeError(`${loop} in a template is not known here: give the tables that it makes as CreateTable inputs`);
  return Object.entries(template.Resources)
    .filter(([, resource]) => isTable(resource))
    .flatMap(([id, resource]) => understood(id, () => read(id, resource)));
}

/** What `read` makes of the resource `id`; whatever is wrong with that is said of it. */
function understood(id, read) {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof RangeError ? "it refers to itself" : error.message;
    throw new TypeError(`the template's ${id} cannot be understood: ${reason}`, { cause: error });
  }
}

function isTable(resource) {
  return Object.hasOwn(TABLES, resource?.Type);
}

/** Resource types that are tables: the requests that create one with these properties. */
const TABLES = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": globalTable,
  "AWS::Serverless::SimpleTable": (properties) => table(simpleTable(properties)),
};

function simpleTable({ PrimaryKey: { Name = "id", Type = "String" } = {}, Tags, ...properties }) {
  return {
    BillingMode: properties.ProvisionedThroughput ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...properties,
    AttributeDefinitions: [{ AttributeName: Name, AttributeType: KEY_TYPES[Type] ?? Type }],
    KeySchema: [{ AttributeName: Name, KeyType: "HASH" }],
    Tags: Tags && Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** What is set of a global table replica by replica. */
const OF_REPLICAS = [
  "Tags", "TableClass", "DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "ResourcePolicy", "KinesisStreamSpecification",
  "ContributorInsightsSpecification",
];

/** A global table as its replica in `region`. */
function localReplica({ Replicas = [], GlobalSecondaryIndexes, ...table }, region) {
  const replica = Replicas.find(({ Region }) => Region === region) ?? {};
  const indexes = GlobalSecondaryIndexes?.map((index) => {
    const own = replica.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
    return { ...index, ...throughput(index, own ?? {}), ContributorInsightsSpecification: own?.ContributorInsightsSpecification };
  });
  const own = Object.fromEntries(OF_REPLICAS.map((name) => [name, replica[name]]));
  return { ...table, ...own, ...throughput(table, replica), GlobalSecondaryIndexes: indexes };
}

/** Reads are set for each replica, writes for all; what scales by itself begins with its seed or its minimum. */
function throughput(table, replica) {
  const read = replica.ReadProvisionedThroughputSettings;
  const write = table.WriteProvisionedThroughputSettings;
  const start = (scaling) => scaling && (scaling.SeedCapacity ?? scaling.MinCapacity);
  const ReadCapacityUnits = read?.ReadCapacityUnits ?? start(read?.ReadCapacityAutoScalingSettings);
  const WriteCapacityUnits = start(write?.WriteCapacityAutoScalingSettings);
  const onDemand = { ...replica.ReadOnDemandThroughputSettings, ...table.WriteOnDemandThroughputSettings };
  return {
    ...(ReadCapacityUnits !== undefined && { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } }),
    ...(Object.keys(onDemand).length > 0 && { OnDemandThroughput: onDemand }),
  };
}

/** @param properties those of `AWS::DynamoDB::Table` */
function table(properties) {
  const { TableName, TimeToLiveSpecification: expiry } = properties;
  const list = [["CreateTable", createTable(properties)]];
  if (expiry?.Enabled) list.push(["UpdateTimeToLive", { TableName, TimeToLiveSpecification: expiry }]);
  return [...list, ...watched(TableName, properties)];
}

/** What each replica of a table has for itself, and CreateTable does not set. */
function watched(TableName, properties) {
  const { PointInTimeRecoverySpecification: recovery, KinesisStreamSpecification: kinesis } = properties;
  const list = [];
  if (recovery?.PointInTimeRecoveryEnabled) list.push(["UpdateContinuousBackups", { TableName, PointInTimeRecoverySpecification: recovery }]);
  if (kinesis) {
    const precision = picked(kinesis, ["ApproximateCreationDateTimePrecision"]);
    list.push([
      "EnableKinesisStreamingDestination",
      { TableName, StreamArn: kinesis.StreamArn, ...(Object.keys(precision).length > 0 && { EnableKinesisStreamingConfiguration: precision }) },
    ]);
  }
  for (const { IndexName, ContributorInsightsSpecification: insights } of [properties, ...(properties.GlobalSecondaryIndexes ?? [])]) {
    if (!insights?.Enabled) continue;
    const mode = insights.Mode && { ContributorInsightsMode: insights.Mode };
    list.push(["UpdateContributorInsights", { TableName, ...(IndexName && { IndexName }), ContributorInsightsAction: "ENABLE", ...mode }]);
  }
  return list;
}

function globalTable(properties, { region, accountId }) {
  const { TableName, Replicas = [], MultiRegionConsistency, GlobalTableWitnesses = [] } = properties;
  const others = Replicas.filter(({ Region }) => Region !== region);
  const creations = others.map((replica) => ({ Create: replicaSettings(replica, properties) }));
  const witnesses = GlobalTableWitnesses.map(({ Region: RegionName }) => ({ Create: { RegionName } }));
  const strong = MultiRegionConsistency === "STRONG" && { MultiRegionConsistency };
  const updates = strong ? [creations] : creations.map((creation) => [creation]);
  return [
    ...table(localReplica(properties, region)),
    ...(others.length > 0 ? scaled(properties) : []),
    ...updates.map((ReplicaUpdates) => [
      "UpdateTable",
      { TableName, ...strong, ReplicaUpdates, ...(witnesses.length > 0 && { GlobalTableWitnessUpdates: witnesses }) },
    ]),
    ...others.flatMap((replica) => ownSettings(TableName, replica, accountId)),
  ];
}

/** What UpdateTable says of a new replica. */
function replicaSettings({ Region, SSESpecification, TableClass, GlobalSecondaryIndexes, ...replica }, table) {
  const override = (settings, shared) => {
    const { ProvisionedThroughput, OnDemandThroughput } = throughput(shared, settings);
    return {
      ...(ProvisionedThroughput && { ProvisionedThroughputOverride: picked(ProvisionedThroughput, ["ReadCapacityUnits"]) }),
      ...(OnDemandThroughput?.MaxReadRequestUnits && { OnDemandThroughputOverride: picked(OnDemandThroughput, ["MaxReadRequestUnits"]) }),
    };
  };
  const indexes = GlobalSecondaryIndexes?.map(({ IndexName, ...index }) => ({ IndexName, ...override(index, {}) }));
  const own = indexes?.filter((index) => Object.keys(index).length > 1);
  return {
    RegionName: Region,
    ...picked(SSESpecification ?? {}, ["KMSMasterKeyId"]),
    ...(TableClass && { TableClassOverride: TableClass }),
    ...override(replica, table),
    ...(own?.length > 0 && { GlobalSecondaryIndexes: own }),
  };
}

/** What is set of a replica where it is. */
function ownSettings(TableName, replica, accountId) {
  const { Region, Tags, DeletionProtectionEnabled, ResourcePolicy } = replica;
  const ResourceArn = `arn:aws:dynamodb:${Region}:${accountId}:table/${TableName}`;
  const list = watched(TableName, replica);
  if (Tags?.length > 0) list.push(["TagResource", { ResourceArn, Tags }]);
  if (ResourcePolicy) list.push(["PutResourcePolicy", { ResourceArn, Policy: JSON.stringify(ResourcePolicy.PolicyDocument) }]);
  if (DeletionProtectionEnabled) list.push(["UpdateTable", { TableName, DeletionProtectionEnabled }]);
  return list.map(([operation, input]) => [operation, input, Region]);
}

/** Writes scale by themselves where a table is provisioned, without which it has no replicas. */
function scaled({ TableName: tableName, GlobalSecondaryIndexes = [], ...table }) {
  return [table, ...GlobalSecondaryIndexes].flatMap(({ IndexName: indexName, WriteProvisionedThroughputSettings: write }) => {
    const scaling = write?.WriteCapacityAutoScalingSettings;
    if (!scaling) return [];
    const { MinCapacity: minimumUnits, MaxCapacity: maximumUnits, TargetTrackingScalingPolicyConfiguration: tracking } = scaling;
    const targetValue = tracking?.TargetValue && { targetValue: Number(tracking.TargetValue) };
    return [["autoScale", { tableName, ...(indexName && { indexName }), dimension: "write", minimumUnits, maximumUnits, ...targetValue }]];
  });
}

function createTable(properties) {
  const { TableName, SSESpecification: encryption, StreamSpecification: stream, ResourcePolicy: policy, GlobalSecondaryIndexes } = properties;
  const input = { TableName, ...picked(properties, SAME) };
  if (GlobalSecondaryIndexes) input.GlobalSecondaryIndexes = GlobalSecondaryIndexes.map(createIndex);
  if (stream) input.StreamSpecification = { StreamEnabled: true, StreamViewType: stream.StreamViewType };
  if (encryption) input.SSESpecification = { Enabled: encryption.SSEEnabled, ...picked(encryption, ["SSEType", "KMSMasterKeyId"]) };
  if (policy) input.ResourcePolicy = JSON.stringify(policy.PolicyDocument);
  return input;
}

function createIndex(index) {
  return picked(index, ["IndexName", "KeySchema", "Projection", "ProvisionedThroughput", "OnDemandThroughput", "WarmThroughput"]);
}

function picked(object, names) {
  return Object.fromEntries(names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));
}

/** Templates may write numbers and booleans as text. */
function typed(value, name = "") {
  if (Array.isArray(value)) return value.map((element) => typed(element));
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typed(inner, key)]));
  if (typeof value !== "string") return value;
  if (/(Units|UnitsPerSecond|Capacity|PeriodInDays)$/.test(name)) return Number(value);
  return /Enabled$/.test(name) ? value === "true" : value;
}
