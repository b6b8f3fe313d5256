import type { DISTANCES } from "../../model/table.ts";

/** An attribute of a key, as the form has it. */
export interface KeyField {
  name: string;
  type: "S" | "N" | "B";
}

export interface IndexForm {
  kind: "global" | "local" | "vector";
  name: string;
  partition: KeyField;
  sort: KeyField;
  /** Of a vector index: the attribute that holds the vectors, how many numbers they have, how they are compared, and what searches are narrowed down by. */
  attribute: string;
  dimensions: string;
  distance: keyof typeof DISTANCES;
  filters: KeyField[];
  projection: "ALL" | "KEYS_ONLY" | "INCLUDE";
  include: string;
}

export interface TableForm {
  name: string;
  partition: KeyField;
  sort: KeyField;
  mode: "PAY_PER_REQUEST" | "PROVISIONED";
  read: string;
  write: string;
  stream: "" | "NEW_AND_OLD_IMAGES" | "NEW_IMAGE" | "OLD_IMAGE" | "KEYS_ONLY";
  indexes: IndexForm[];
}

export const noKey = (): KeyField => ({ name: "", type: "S" });

export function emptyTable(): TableForm {
  return { name: "", partition: { name: "pk", type: "S" }, sort: noKey(), mode: "PAY_PER_REQUEST", read: "5", write: "5", stream: "", indexes: [] };
}

export function emptyIndex(): IndexForm {
  return { kind: "global", name: "", partition: noKey(), sort: noKey(), attribute: "", dimensions: "", distance: "COSINE", filters: [], projection: "ALL", include: "" };
}

/** The input of CreateTable. What is wrong with it DynamoDB says best. */
export function definition(form: TableForm): Record<string, unknown> {
  const { name, partition, sort, mode, stream, indexes } = form;
  const units = mode === "PROVISIONED" ? { ProvisionedThroughput: { ReadCapacityUnits: Number(form.read), WriteCapacityUnits: Number(form.write) } } : {};
  const global = indexes.filter(({ kind }) => kind === "global").map((index) => ({ ...indexDefinition(index, index.partition), ...units }));
  const local = indexes.filter(({ kind }) => kind === "local").map((index) => indexDefinition(index, partition));
  const vector = indexes.filter(({ kind }) => kind === "vector").map(vectorDefinition);
  return {
    TableName: name,
    AttributeDefinitions: attributeDefinitions([partition, sort, ...indexes.flatMap(keysOf)]),
    KeySchema: keySchema(partition, sort),
    BillingMode: mode,
    ...units,
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(vector.length > 0 && { VectorIndexes: vector }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  };
}

export function indexDefinition(index: IndexForm, partition: KeyField): Record<string, unknown> {
  return { IndexName: index.name, KeySchema: keySchema(partition, index.sort), Projection: projectionOf(index) };
}

export function vectorDefinition(index: IndexForm): Record<string, unknown> {
  const { name, attribute, partition, filters, dimensions, distance } = index;
  const elements = (fields: KeyField[], SearchSchemaElementType: string) => fields.filter(({ name }) => name !== "").map(({ name: AttributeName }) => ({ AttributeName, SearchSchemaElementType }));
  const SearchSchema = [...elements([partition], "HASH"), ...elements(filters, "INLINE_FILTER")];
  return {
    IndexName: name,
    VectorAttribute: { AttributeName: attribute },
    ...(SearchSchema.length > 0 && { SearchSchema }),
    Projection: projectionOf(index),
    Dimensions: Number(dimensions),
    DistanceFunction: distance,
  };
}

/** The attributes that have to be defined for an index; the partition key of a local one is the table's. */
export function keysOf({ kind, partition, sort, filters }: IndexForm): KeyField[] {
  return { global: [partition, sort], local: [sort], vector: [partition, ...filters] }[kind];
}

function projectionOf({ projection, include }: IndexForm): object {
  const NonKeyAttributes = include.split(",").map((attribute) => attribute.trim()).filter(Boolean);
  return { ProjectionType: projection, ...(projection === "INCLUDE" && { NonKeyAttributes }) };
}

export function attributeDefinitions(keys: KeyField[]): { AttributeName: string; AttributeType: string }[] {
  const types = new Map(keys.filter(({ name }) => name !== "").map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function keySchema(partition: KeyField, sort: KeyField): object[] {
  const schema: object[] = [{ AttributeName: partition.name, KeyType: "HASH" }];
  return sort.name ? [...schema, { AttributeName: sort.name, KeyType: "RANGE" }] : schema;
}
