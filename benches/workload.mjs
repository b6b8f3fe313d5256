// The table and the items that all benchmarks use: items of 400 bytes as DynamoDB counts them, 20 to a partition.

export const TABLE = "bench";
export const ITEM_BYTES = 400;
const PER_PARTITION = 20;

export const CREATE_TABLE = {
  TableName: TABLE,
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  BillingMode: "PAY_PER_REQUEST",
};

export function key(index) {
  const partition = Math.floor(index / PER_PARTITION);
  return { pk: { S: `user#${String(partition).padStart(8, "0")}` }, sk: { S: `order#${String(index % PER_PARTITION).padStart(4, "0")}` } };
}

/** An item as a program would have it: strings, numbers, a boolean, a list, a map, padded to 400 bytes. */
export function item(index) {
  return {
    ...key(index),
    name: { S: "Ada Lovelace" },
    email: { S: "ada@example.com" },
    total: { N: "1234.56" },
    count: { N: "42" },
    active: { BOOL: true },
    tags: { L: [{ S: "new" }, { S: "priority" }, { S: "export" }] },
    address: { M: { street: { S: "12 St James's Square" }, city: { S: "London" }, code: { S: "SW1Y 4JH" } } },
    note: { S: "x".repeat(PADDING) },
  };
}

// pk 2+13, sk 2+10, name 4+12, email 5+15, total 5+4, count 5+2, active 6+1, tags 4+3+(1+3)+(1+8)+(1+6),
// address 7+3+(1+6+20)+(1+4+6)+(1+4+8), note 4: what is left of 400 pads.
const PADDING = ITEM_BYTES - (15 + 12 + 16 + 20 + 9 + 7 + 7 + 27 + 61 + 4);

export const QUERY = {
  TableName: TABLE,
  KeyConditionExpression: "pk = :pk",
  ExpressionAttributeValues: { ":pk": key(0).pk },
  Limit: PER_PARTITION,
};

/** `PutRequest`s for the items from `start` on, as many as a batch takes. */
export function batch(start, count) {
  const requests = [];
  for (let index = start; index < Math.min(start + 25, count); index++) requests.push({ PutRequest: { Item: item(index) } });
  return { RequestItems: { [TABLE]: requests } };
}

const authorization = (region) => `AWS4-HMAC-SHA256 Credential=k/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;

/** The head of a request of `operation` (`Streams.` before it: one of DynamoDB Streams). */
export function head(operation, region = "us-east-1") {
  const service = operation.startsWith("Streams.") ? "DynamoDBStreams" : "DynamoDB";
  const target = `${service}_20120810.${operation.replace("Streams.", "")}`;
  return `POST\n/\nx-amz-target:${target}\nauthorization:${authorization(region)}\ncontent-type:application/x-amz-json-1.0\nx-amz-date:20260101T000000Z`;
}
