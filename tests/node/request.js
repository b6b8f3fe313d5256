const AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";

/** The headers of a call to `operation` that any emulator accepts. */
export function headers(operation, more = {}) {
  return {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `DynamoDB_20120810.${operation}`,
    "x-amz-date": "20260101T000000Z",
    authorization: AUTHORIZATION,
    ...more,
  };
}

/** A `Request` for `operation` with `input` as JSON. */
export function call(operation, input = {}, more = {}) {
  return new Request("http://localhost/", { method: "POST", headers: headers(operation, more), body: JSON.stringify(input) });
}

/** Inputs of CreateTable whose names make the answer of ListTables worth compressing. */
export function manyTables() {
  return Array.from({ length: 6 }, (_, number) => ({
    TableName: String(number).padEnd(250, "x"),
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  }));
}
