/**
 * What a server that listens says of itself: the ways to use it.
 *
 * @param {string} url where it listens
 * @param {string} region the region of requests that name none
 */
export function ways(url, region) {
  return `
Look into it with a browser: ${url}

Three ways to use it:

  1. In-process, no port (JavaScript, AWS SDK v3):
       import { createEmulator } from "dynatab";
       const emulator = await createEmulator();
       const client = new DynamoDBClient(emulator.clientConfig());

  2. As an endpoint, for any SDK in any language (any access key and secret will do):
       endpoint ${url}    region ${region}

  3. The AWS CLI:
       AWS_ACCESS_KEY_ID=dynatab AWS_SECRET_ACCESS_KEY=dynatab \\
       aws dynamodb list-tables --endpoint-url ${url} --region ${region}
`;
}
