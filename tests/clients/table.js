/** The one table of a single-table design, with one overloaded index. */
export const TABLE = "shop";

/** What CreateTable needs for it. */
export const DEFINITION = {
  TableName: TABLE,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: keySchema("pk", "sk"),
  GlobalSecondaryIndexes: [{ IndexName: "gsi1", KeySchema: keySchema("gsi1pk", "gsi1sk"), Projection: { ProjectionType: "ALL" } }],
};

function keySchema(hash, range) {
  return [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
}
