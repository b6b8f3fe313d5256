// What benchmarks of storage write in a page. It is sent there as text, so it knows nothing of this file.

/** Lets what is evaluated in `tab` from now on call `openWriter`. */
export async function sendWriter(tab) {
  await tab.evaluate(`globalThis.openWriter = ${openWriter}`);
}

/** Opens an emulator with a table and gives what puts another item of some 450 bytes into it, until it is acknowledged. */
async function openWriter(createEmulator, options) {
  const encoder = new TextEncoder();
  const authorization = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
  const headers = (operation) => ({ "x-amz-target": `DynamoDB_20120810.${operation}`, "content-type": "application/x-amz-json-1.0", "x-amz-date": "20260101T000000Z", authorization });
  const emulator = await createEmulator(options);
  const send = async (operation, input) => {
    const { response } = await emulator.requestHandler.handle({ method: "POST", headers: headers(operation), body: encoder.encode(JSON.stringify(input)) });
    if (response.statusCode !== 200) throw new Error(new TextDecoder().decode(response.body));
  };
  const key = { AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] };
  await send("CreateTable", { TableName: "Table", BillingMode: "PAY_PER_REQUEST", ...key });
  let written = 0;
  return () => send("PutItem", { TableName: "Table", Item: { pk: { S: String((written += 1)) }, text: { S: "x".repeat(400) } } });
}
