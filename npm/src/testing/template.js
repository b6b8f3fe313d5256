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
 * The requests that create the tables of a template in one region.
 *
 * @param {object} template of CloudFormation or SAM
 * @param {{ region: string, accountId: string, stackName: string, parameters: Record<string, any> }} stack
 * @returns {[operation: string, input: object][]}
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
    return requests(TABLES[resource.Type](properties, stack.region));
  };
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

/** Resource types that are tables: their properties as those of `AWS::DynamoDB::Table`. */
const TABLES = {
  "AWS::DynamoDB::Table": (properties) => properties,
  "AWS::DynamoDB::GlobalTable": localReplica,
  "AWS::Serverless::SimpleTable": simpleTable,
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

/** A global table as its replica in `region`. */
function localReplica({ Replicas = [], GlobalSecondaryIndexes, ...table }, region) {
  const replica = Replicas.find(({ Region }) => Region === region) ?? {};
  const indexes = GlobalSecondaryIndexes?.map((index) => {
    const own = replica.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName);
    return { ...index, ...throughput(index, own ?? {}) };
  });
  const { Tags, TableClass, DeletionProtectionEnabled, PointInTimeRecoverySpecification, ResourcePolicy } = replica;
  const own = { Tags, TableClass, DeletionProtectionEnabled, PointInTimeRecoverySpecification, ResourcePolicy };
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

function requests(properties) {
  const { TableName, TimeToLiveSpecification: expiry, PointInTimeRecoverySpecification: recovery } = properties;
  const list = [["CreateTable", createTable(properties)]];
  if (expiry?.Enabled) list.push(["UpdateTimeToLive", { TableName, TimeToLiveSpecification: expiry }]);
  if (recovery?.PointInTimeRecoveryEnabled) list.push(["UpdateContinuousBackups", { TableName, PointInTimeRecoverySpecification: recovery }]);
  return list;
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
