const STREAMS = new Set(["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"]);

/** The headers of a request for `operation`; the emulator reads account and region out of them and verifies no signature. */
export function headersFor(operation: string, region: string): Record<string, string> {
  return {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `${STREAMS.has(operation) ? "DynamoDBStreams" : "DynamoDB"}_20120810.${operation}`,
    "x-amz-date": "20260101T000000Z",
    authorization: `AWS4-HMAC-SHA256 Credential=playground/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=none`,
  };
}
