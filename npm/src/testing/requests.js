/** Where unsigned requests come from: the account of this access key. */
const AUTHORIZATION = (accessKeyId, region) =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=none`;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** How many items one BatchWriteItem takes. */
const BATCH = 25;

/** A client that needs no AWS SDK. */
export class Requests {
  #emulator;
  #accessKeyId;

  /** @param {{ region: string, requestHandler: object }} emulator one that verifies no signatures */
  constructor(emulator, accessKeyId) {
    this.#emulator = emulator;
    this.#accessKeyId = accessKeyId;
  }

  /**
   * Sends one request, by default to the emulator's region.
   *
   * @param {string} operation
   * @param {object} input
   * @param {{ region?: string, what?: string }} where to, and what it is about, for the error
   * @returns {Promise<object>} the output
   * @throws {Error} with the name and the message of AWS's error
   */
  async send(operation, input, { region = this.#emulator.region, what = input.TableName ?? input.ResourceArn } = {}) {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-date": "20260101T000000Z",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization: AUTHORIZATION(this.#accessKeyId, region),
    };
    const body = encoder.encode(JSON.stringify(input));
    const { response } = await this.#emulator.requestHandler.handle({ method: "POST", path: "/", headers, body });
    const output = JSON.parse(decoder.decode(response.body));
    if (response.statusCode === 200) return output;
    const name = output.__type.split("#").at(-1);
    throw Object.assign(new Error(`${operation} of ${what}: ${name}: ${output.message ?? output.Message}`), { name });
  }

  /** Puts items, in DynamoDB JSON, into a table, as many at a time as AWS takes. */
  async put(table, items) {
    let rest = items.map((Item) => ({ PutRequest: { Item } }));
    while (rest.length > 0) {
      const RequestItems = { [table]: rest.slice(0, BATCH) };
      const { UnprocessedItems } = await this.send("BatchWriteItem", { RequestItems }, { what: table });
      rest = [...(UnprocessedItems[table] ?? []), ...rest.slice(BATCH)];
    }
  }
}
