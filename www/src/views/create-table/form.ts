/** An attribute of a key, as the form has it. */
export interface KeyField {
  name: string;
  type: "S" | "N" | "B";
}

export interface IndexForm {
  kind: "global" | "local";
  name: string;
  partition: KeyField;
  sort: KeyField;
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

const noKey = (): KeyField => ({ name: "", type: "S" });

export function emptyTable(): TableForm {
  return { name: "", partition: { name: "pk", type: "S" }, sort: noKey(), mode: "PAY_PER_REQUEST", read: "5", write: "5", stream: "", indexes: [] };
}

export function emptyIndex(): IndexForm {
  return { kind: "global", name: "", partition: noKey(), sort: noKey(), projection: "ALL", include: "" };
}

/** The input of CreateTable. What is wrong with it DynamoDB says best. */
export function definition(form: TableForm): Record<string, unknown> {
  const { name, partition, sort, mode, stream, indexes } = form;
  const units = mode === "PROVISIONED" ? { ProvisionedThroughput: { ReadCapacityUnits: Number(form.read), WriteCapacityUnits: Number(form.write) } } : {};
  const global = indexes.filter(({ kind }) => kind === "global").map((index) => ({ ...indexDefinition(index, index.partition), ...units }));
  const local = indexes.filter(({ kind }) => kind === "local").map((index) => indexDefinition(index, partition));
  const keys = [partition, sort, ...indexes.flatMap((index) => (index.kind === "global" ? [index.partition, index.sort] : [index.sort]))];
  return {
    TableName: name,
    AttributeDefinitions: attributeDefinitions(keys),
    KeySchema: keySchema(partition, sort),
    BillingMode: mode,
    ...units,
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  };
}

export function indexDefinition({ name, sort, projection, include }: IndexForm, partition: KeyField): Record<string, unknown> {
  const NonKeyAttributes = include.split(",").map((attribute) => attribute.trim()).filter(Boolean);
  return {
    IndexName: name,
    KeySchema: keySchema(partition, sort),
    Projection: { ProjectionType: projection, ...(projection === "INCLUDE" && { NonKeyAttributes }) },
  };
}

export function attributeDefinitions(keys: KeyField[]): { AttributeName: string; AttributeType: string }[] {
  const types = new Map(keys.filter(({ name }) => name !== "").map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function keySchema(partition: KeyField, sort: KeyField): object[] {
  const schema: object[] = [{ AttributeName: partition.name, KeyType: "HASH" }];
  return sort.name ? [...schema, { AttributeName: sort.name, KeyType: "RANGE" }] : schema;
}
