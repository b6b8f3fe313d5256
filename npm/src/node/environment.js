/** Variables that would lead an SDK elsewhere, or sign with what is not meant for here. */
const MISLEADING = [
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
];

/**
 * The environment in which every AWS SDK and the AWS CLI find DynamoDB and DynamoDB Streams at `url`, and everything else where it was.
 *
 * @param {NodeJS.ProcessEnv} environment what is there; it stays as it is
 * @param {{ url: string, region: string, credentials: { accessKeyId: string, secretAccessKey: string } }} place
 * @returns {NodeJS.ProcessEnv}
 */
export function pointed(environment, { url, region, credentials }) {
  const kept = Object.entries(environment).filter(([name]) => !MISLEADING.includes(name));
  return {
    ...Object.fromEntries(kept),
    ...unproxied(environment, new URL(url).hostname),
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

/** What says that no proxy stands before `host`, in both spellings that there are; nothing where there is no proxy. */
function unproxied(environment, host) {
  const proxied = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].some((name) => environment[name]);
  const hosts = [environment.NO_PROXY ?? environment.no_proxy, host].filter((some) => some).join(",");
  return proxied ? { NO_PROXY: hosts, no_proxy: hosts } : {};
}
