// The hosts of DynamoDB and DynamoDB Streams, as the endpoint rules of the service model name them: one table for all that intercepts.

/** What stands before the region. */
const SERVICES = [
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

/**
 * The URLs of all endpoints.
 *
 * @example
 * ENDPOINTS.test("https://dynamodb.eu-west-1.amazonaws.com/");
 */
export const ENDPOINTS = new RegExp(
  `^https?://(?:${SERVICES.join("|")})\\.${REGION}\\.(?:${DOMAINS.map((domain) => domain.replaceAll(".", "\\.")).join("|")})(?::\\d+)?(?:[/?#]|$)`,
);
