import { checkOptions, isPlainObject } from "./options.js";

const CHECKS = {
  region: (value) => typeof value === "string" || 'write a region name, for example "eu-west-1"',
  credentials: (value) =>
    (isPlainObject(value) && typeof value.accessKeyId === "string" && typeof value.secretAccessKey === "string") ||
    'write an object, for example { accessKeyId: "test", secretAccessKey: "test" }',
  signatures: (value) => typeof value === "boolean" || "write true for real signatures, false for none",
};

/** A name that no resolver ever answers: a request that leaves the emulator by mistake reaches nobody. */
const NOWHERE = "http://dynatab.invalid";

/**
 * What `new DynamoDBClient(...)` needs to talk to `emulator`.
 *
 * Signing costs the SDK more than the whole engine, so the signer names the access key and the region and computes nothing,
 * unless real signatures are asked for or verified.
 *
 * To a client without `logger` the SDK gives one that writes nothing, and copies all values of every input and output for it: half of the
 * time of a Query. That `logger` is there and `undefined` says that there is none.
 *
 * @param {import("./emulator.js").Emulator} emulator
 * @param {import("./access-keys.js").AccessKeys} keys
 * @param {object} options see `index.d.ts`
 */
export function clientConfig(emulator, keys, options = {}) {
  checkOptions("clientConfig", options, CHECKS);
  const { region = emulator.region, credentials = keys.credentials } = options;
  const { signatures = keys.verifies(credentials.accessKeyId) } = options;
  const config = { region, credentials: { ...credentials }, endpoint: NOWHERE, requestHandler: emulator.requestHandler, logger: undefined };
  if (!signatures) config.signer = unsignedSigner(credentials, region);
  return config;
}

/** Names the region that the client signs for: it may have been given another one beside this configuration. */
function unsignedSigner({ accessKeyId, sessionToken }, region) {
  let signed = region;
  let authorization = writeAuthorization(accessKeyId, region);
  return {
    async sign(request, { signingRegion = region } = {}) {
      if (signingRegion !== signed) {
        signed = signingRegion;
        authorization = writeAuthorization(accessKeyId, signingRegion);
      }
      request.headers["x-amz-date"] = "20260101T000000Z";
      request.headers.authorization = authorization;
      if (sessionToken) request.headers["x-amz-security-token"] = sessionToken;
      return request;
    },
  };
}

function writeAuthorization(accessKeyId, region) {
  const scope = `${accessKeyId}/20260101/${region}/dynamodb/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=none`;
}
