import type { AttributeValue, Item } from "./attribute.ts";

/** The parts of a TableDescription that are looked at. */
export interface Table {
  TableName: string;
  TableArn: string;
  TableId?: string;
  TableStatus: string;
  CreationDateTime: number;
  ItemCount: number;
  TableSizeBytes: number;
  AttributeDefinitions: { AttributeName: string; AttributeType: "S" | "N" | "B" }[];
  KeySchema: KeyElement[];
  BillingModeSummary?: { BillingMode: string };
  ProvisionedThroughput?: { ReadCapacityUnits: number; WriteCapacityUnits: number };
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
  VectorIndexes?: VectorIndex[];
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType?: string };
  LatestStreamArn?: string;
  DeletionProtectionEnabled?: boolean;
  TableClassSummary?: { TableClass: string };
  SSEDescription?: { Status: string; KMSMasterKeyArn?: string };
  OnDemandThroughput?: { MaxReadRequestUnits?: number; MaxWriteRequestUnits?: number };
  Replicas?: { RegionName: string; ReplicaStatus: string }[];
}

export interface KeyElement {
  AttributeName: string;
  KeyType: "HASH" | "RANGE";
}

export interface Index {
  IndexName: string;
  IndexStatus?: string;
  KeySchema: KeyElement[];
  Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
  ItemCount?: number;
  IndexSizeBytes?: number;
  ProvisionedThroughput?: { ReadCapacityUnits: number; WriteCapacityUnits: number };
}

/** What the records of a stream hold. */
export const STREAM_VIEWS = [
  ["NEW_AND_OLD_IMAGES", "New and old images"],
  ["NEW_IMAGE", "New images"],
  ["OLD_IMAGE", "Old images"],
  ["KEYS_ONLY", "Keys only"],
] as const;

export const DISTANCES = {
  COSINE: "Cosine distance",
  EUCLIDEAN: "Euclidean distance",
  DOT_PRODUCT: "Dot product",
} as const;

export interface VectorIndex {
  IndexName: string;
  IndexStatus?: string;
  /** Whether it is being filled with the items that are there. */
  Backfilling?: boolean;
  VectorAttribute: { AttributeName: string };
  SearchSchema?: { AttributeName: string; SearchSchemaElementType: "HASH" | "INLINE_FILTER" }[];
  Projection: Index["Projection"];
  Dimensions: number;
  DistanceFunction: keyof typeof DISTANCES;
  ItemCount?: number;
  IndexSizeBytes?: number;
}

/** The local and global secondary indexes. */
export function indexesOf(table: Table): (Index & { kind: "global" | "local" })[] {
  const global = (table.GlobalSecondaryIndexes ?? []).map((index) => ({ ...index, kind: "global" as const }));
  const local = (table.LocalSecondaryIndexes ?? []).map((index) => ({ ...index, kind: "local" as const }));
  return [...global, ...local];
}

export function vectorIndexNamed(table: Table, name: string | undefined): VectorIndex | undefined {
  return table.VectorIndexes?.find(({ IndexName }) => IndexName === name);
}

/** The attributes by which the table or one of its indexes is asked: those that have to be given, and those that may be. */
export function askedBy(table: Table, indexName: string | undefined): { needed: string[]; possible: string[] } {
  const vector = vectorIndexNamed(table, indexName);
  if (!vector) {
    const schema = keySchema(table, indexName);
    return { needed: keyNames(schema, "HASH"), possible: keyNames(schema, "RANGE") };
  }
  const names = (type: string) => (vector.SearchSchema ?? []).filter(({ SearchSchemaElementType }) => SearchSchemaElementType === type).map(({ AttributeName }) => AttributeName);
  return { needed: names("HASH"), possible: names("INLINE_FILTER") };
}

/** Whether nothing of the table is on its way to be something else. */
export function isSettled({ TableStatus, GlobalSecondaryIndexes = [], VectorIndexes = [], Replicas = [] }: Table): boolean {
  const statuses = [TableStatus, ...[...GlobalSecondaryIndexes, ...VectorIndexes].map(({ IndexStatus }) => IndexStatus), ...Replicas.map(({ ReplicaStatus }) => ReplicaStatus)];
  return !statuses.some((status) => status?.endsWith("ING"));
}

/** The key schema of the table, or of one of its secondary indexes. */
export function keySchema(table: Table, indexName?: string): KeyElement[] {
  return indexesOf(table).find(({ IndexName }) => IndexName === indexName)?.KeySchema ?? table.KeySchema;
}

export function keyNames(schema: KeyElement[], type: KeyElement["KeyType"]): string[] {
  return schema.filter(({ KeyType }) => KeyType === type).map(({ AttributeName }) => AttributeName);
}

export function keyType(table: Table, name: string): "S" | "N" | "B" {
  return table.AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? "S";
}

/** The primary key of an item. */
export function keyOf(table: Table, item: Item): Item {
  const names = table.KeySchema.map(({ AttributeName }) => AttributeName);
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]] as [string, AttributeValue]] : [])));
}

/** A text that tells items of one table apart. */
export function identity(table: Table, item: Item): string {
  return JSON.stringify(table.KeySchema.map(({ AttributeName }) => item[AttributeName]));
}

/** What CreateTable would make this table with. */
export function definitionOf(table: Table): Record<string, unknown> {
  const provisioned = table.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST";
  const throughput = (units?: { ReadCapacityUnits: number; WriteCapacityUnits: number }) =>
    provisioned && units ? { ProvisionedThroughput: { ReadCapacityUnits: units.ReadCapacityUnits, WriteCapacityUnits: units.WriteCapacityUnits } } : {};
  const { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes, VectorIndexes, StreamSpecification } = table;
  return {
    TableName,
    AttributeDefinitions,
    KeySchema,
    BillingMode: provisioned ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...throughput(table.ProvisionedThroughput),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection, ProvisionedThroughput }) => ({ IndexName, KeySchema, Projection, ...throughput(ProvisionedThroughput) })),
    }),
    ...(LocalSecondaryIndexes && { LocalSecondaryIndexes: LocalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection })) }),
    ...(VectorIndexes && {
      VectorIndexes: VectorIndexes.map(({ IndexName, VectorAttribute, SearchSchema, Projection, Dimensions, DistanceFunction }) => ({
        IndexName,
        VectorAttribute,
        ...(SearchSchema && { SearchSchema }),
        Projection,
        Dimensions,
        DistanceFunction,
      })),
    }),
    ...settingsOf(table),
    ...(StreamSpecification?.StreamEnabled && { StreamSpecification }),
  };
}

/** Those settings that are not as they are where nothing is said. A key of one's own does not come along: elsewhere it may not be there. */
function settingsOf({ TableClassSummary, DeletionProtectionEnabled, OnDemandThroughput, SSEDescription }: Table): object {
  return {
    ...(TableClassSummary && TableClassSummary.TableClass !== "STANDARD" && { TableClass: TableClassSummary.TableClass }),
    ...(DeletionProtectionEnabled && { DeletionProtectionEnabled }),
    ...(OnDemandThroughput && { OnDemandThroughput }),
    ...(SSEDescription?.Status === "ENABLED" && { SSESpecification: { Enabled: true, SSEType: "KMS" } }),
  };
}
