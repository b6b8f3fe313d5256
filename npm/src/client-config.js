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

/** What the SDK calls version 4 of AWS's signatures. */
const SIGNATURE_4 = "aws.auth#sigv4";

/**
 * What `new DynamoDBClient(...)` or `new S3Client(...)` needs to talk to `emulator`.
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
  if (!signatures) Object.assign(config, unsigned(credentials, region));
  return config;
}

/**
 * What makes a client name its access key and region, and compute nothing. Both may have been given to it beside this configuration, so they are
 * those that the SDK tells. Older releases of the SDK tell nothing and ask `signer`.
 */
function unsigned(credentials, region) {
  const header = new AuthorizationHeader();
  const sign = async (request, { accessKeyId, sessionToken }, region, service) => {
    request.headers["x-amz-date"] = "20260101T000000Z";
    request.headers.authorization = header.naming(accessKeyId, region, service);
    if (sessionToken) request.headers["x-amz-security-token"] = sessionToken;
    return request;
  };
  const scheme = {
    schemeId: SIGNATURE_4,
    identityProvider: (config) => config.getIdentityProvider(SIGNATURE_4),
    signer: { sign: async (request, identity, { config, name }) => sign(request, identity, await config.region(), name) },
  };
  return { httpAuthSchemes: [scheme], signer: { sign: (request) => sign(request, credentials, region) } };
}

/** An `authorization` header without a signature. The latest one is kept, because clients repeat it. */
class AuthorizationHeader {
  #accessKeyId;
  #region;
  #service;
  #text;

  naming(accessKeyId, region, service = "dynamodb") {
    if (accessKeyId === this.#accessKeyId && region === this.#region && service === this.#service) return this.#text;
    this.#accessKeyId = accessKeyId;
    this.#region = region;
    this.#service = service;
    this.#text = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=none`;
    return this.#text;
  }
}
