// The hosts of DynamoDB, DynamoDB Streams and Amazon S3, as the endpoint rules of the service models name them: one table for all that intercepts.

/** What stands before the region in the hosts of DynamoDB. */
const TABLES = [
  "dynamodb",
  "dynamodb-fips",
  "search-dynamodb",
  "search-dynamodb-fips",
  "streams\\.dynamodb",
  "streams\\.dynamodb-fips",
  "streams-dynamodb",
  "streams-dynamodb-fips",
  "\\d{12}\\.ddb",
  "\\d{12}\\.search-ddb",
  "\\d{12}\\.streams-ddb",
  "\\d{12}\\.streams-ddb-fips",
];

const REGION = "[a-z]{2,4}(?:-[a-z]+)+-\\d+";

/** What stands behind the region: of each partition of AWS the domain, and that of its dual-stack endpoints. */
const DOMAINS = [
  "amazonaws.com",
  "api.aws",
  "amazonaws.com.cn",
  "api.amazonwebservices.com.cn",
  "amazonaws.eu",
  "api.amazonwebservices.eu",
  "c2s.ic.gov",
  "api.aws.ic.gov",
  "sc2s.sgov.gov",
  "api.aws.scloud",
  "cloud.adc-e.uk",
  "api.cloud-aws.adc-e.uk",
  "csp.hci.ic.gov",
  "api.aws.hci.ic.gov",
];

/** What stands between the name of a bucket, if there is one, and the domain in the hosts of Amazon S3; the last four of them are older than regions, or know none. */
const BUCKETS = [
  `s3(?:-fips)?(?:\\.dualstack)?\\.${REGION}`,
  `s3-(?:fips-)?${REGION}`,
  "s3",
  "s3-external-1",
  `s3-accelerate(?:\\.dualstack)?(?:\\.${REGION})?`,
];

/** The name of a bucket, as hosts hold it. */
const BUCKET = "[a-z0-9_][a-z0-9._-]*";

const any = (patterns) => `(?:${patterns.join("|")})`;

const urls = (hosts) => new RegExp(`^https?://${hosts}\\.${any(DOMAINS.map((domain) => domain.replaceAll(".", "\\.")))}(?::\\d+)?(?:[/?#]|$)`);

/**
 * The URLs of all endpoints, by the names of the services.
 *
 * @example
 * ENDPOINTS.dynamodb.test("https://dynamodb.eu-west-1.amazonaws.com/");
 */
export const ENDPOINTS = {
  dynamodb: urls(`${any(TABLES)}\\.${REGION}`),
  s3: urls(`(?:${BUCKET}\\.)?${any(BUCKETS)}`),
};
