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
  VectorIndexes?: { IndexName: string }[];
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType?: string };
  LatestStreamArn?: string;
  DeletionProtectionEnabled?: boolean;
  TableClassSummary?: { TableClass: string };
  SSEDescription?: { Status: string };
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

export function indexesOf(table: Table): (Index & { kind: "global" | "local" })[] {
  const global = (table.GlobalSecondaryIndexes ?? []).map((index) => ({ ...index, kind: "global" as const }));
  const local = (table.LocalSecondaryIndexes ?? []).map((index) => ({ ...index, kind: "local" as const }));
  return [...global, ...local];
}

/** The key schema of the table, or of one of its indexes. */
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
  const { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes, StreamSpecification } = table;
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
    ...(StreamSpecification?.StreamEnabled && { StreamSpecification }),
  };
}
