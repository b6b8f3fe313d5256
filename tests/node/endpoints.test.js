// Which requests are meant for DynamoDB, and which for Amazon S3.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { S3Client } from "@aws-sdk/client-s3";

import { ENDPOINTS } from "../../npm/src/endpoints.js";
import { Interception } from "../../npm/src/interception.js";

const credentials = { accessKeyId: "key", secretAccessKey: "secret" };

/** Every endpoint that the SDK computes for a region, by its own rules. */
function endpoints(Client, region) {
  const { endpointProvider } = new Client({ region, credentials }).config;
  const found = new Set();
  for (const UseFIPS of [false, true]) {
    for (const UseDualStack of [false, true]) {
      for (const AccountId of [undefined, "123456789012"]) {
        for (const IsSearchOperation of [false, true]) found.add(endpointOf(endpointProvider, { Region: region, UseFIPS, UseDualStack, AccountId, IsSearchOperation }));
      }
    }
  }
  found.delete(undefined);
  return [...found];
}

/** Some combinations there are no endpoints for. */
function endpointOf(provider, parameters) {
  try {
    return provider({ ...parameters, AccountIdEndpointMode: "preferred" }).url.href;
  } catch {
    return undefined;
  }
}

test("every endpoint that the SDK computes is one, in every partition", () => {
  const regions = ["eu-west-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1", "ap-southeast-5"];
  for (const region of regions) {
    const all = [...endpoints(DynamoDBClient, region), ...endpoints(DynamoDBStreamsClient, region)];
    assert.ok(all.length >= 4, `${region}: ${all}`);
    for (const url of all) assert.match(url, ENDPOINTS.dynamodb);
  }
  const inIreland = endpoints(DynamoDBClient, "eu-west-1").map((url) => new URL(url).host);
  for (const host of ["123456789012.ddb.eu-west-1.amazonaws.com", "dynamodb-fips.eu-west-1.amazonaws.com", "search-dynamodb.eu-west-1.api.aws"]) {
    assert.ok(inIreland.includes(host), `${host} is among ${inIreland}`);
  }
});

test("no other host is one", () => {
  const others = [
    "https://s3.eu-west-1.amazonaws.com/",
    "https://dynamodb.eu-west-1.amazonaws.com.example.com/",
    "https://example.com/?https://dynamodb.eu-west-1.amazonaws.com/",
    "https://mydynamodb.eu-west-1.amazonaws.com/",
    "https://dax.eu-west-1.amazonaws.com/",
    "https://example.com/dynamodb.eu-west-1.amazonaws.com/",
    "https://dynamodb.eu-west-1.amazonaws.com@example.com/",
    "ftp://dynamodb.eu-west-1.amazonaws.com/",
  ];
  for (const url of others) assert.doesNotMatch(url, ENDPOINTS.dynamodb);
});

/** Every endpoint of Amazon S3 that the SDK computes for a region, by its own rules, without those that only its other services have. */
function s3Endpoints(region) {
  const { endpointProvider } = new S3Client({ region, credentials }).config;
  const choices = ["UseFIPS", "UseDualStack", "ForcePathStyle", "UseGlobalEndpoint", "Accelerate"];
  const found = new Set();
  for (let bits = 0; bits < 2 ** choices.length; bits += 1) {
    const chosen = Object.fromEntries(choices.map((choice, at) => [choice, Boolean((bits >> at) & 1)]));
    for (const Bucket of [undefined, "amzn-s3-demo-bucket", "with.dots.in.it", "Upper_Case"]) {
      const url = urlOf(endpointProvider, { Region: region, Bucket, ...chosen });
      if (url) found.add(url);
    }
  }
  return [...found];
}

function urlOf(provider, parameters) {
  try {
    return provider(parameters).url.href;
  } catch {
    return undefined;
  }
}

test("every endpoint of Amazon S3 that the SDK computes is one, in every partition", () => {
  for (const region of ["us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "us-iso-east-1", "aws-global"]) {
    const all = s3Endpoints(region);
    assert.ok(all.length >= 8, `${region}: ${all}`);
    for (const url of all) assert.match(url, ENDPOINTS.s3);
  }
  const inVirginia = s3Endpoints("us-east-1").map((url) => new URL(url).host);
  for (const host of ["amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com", "s3.amazonaws.com", "s3-fips.dualstack.us-east-1.amazonaws.com", "amzn-s3-demo-bucket.s3-accelerate.amazonaws.com"]) {
    assert.ok(inVirginia.includes(host), `${host} is among ${inVirginia}`);
  }
});

test("so are the hosts of Amazon S3 that older clients use", () => {
  for (const url of ["https://s3-eu-west-1.amazonaws.com/bucket/key", "https://bucket.s3-us-west-2.amazonaws.com/key?a", "https://s3-external-1.amazonaws.com/", "http://a.b.s3.amazonaws.com:80/key"]) {
    assert.match(url, ENDPOINTS.s3);
  }
});

test("no other host is one of Amazon S3", () => {
  const others = [
    "https://s3-control.eu-west-1.amazonaws.com/",
    "https://point-123456789012.s3-accesspoint.eu-west-1.amazonaws.com/",
    "https://bucket.s3-website-eu-west-1.amazonaws.com/",
    "https://bucket.s3-website.eu-west-1.amazonaws.com/",
    "https://bucket--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/",
    "https://dynamodb.eu-west-1.amazonaws.com/",
    "https://s3.eu-west-1.amazonaws.com.example.com/",
    "https://example.com/s3.eu-west-1.amazonaws.com/",
    "https://mys3.eu-west-1.amazonaws.com/",
    "https://cdn.example.com/?https://s3.amazonaws.com/",
    "https://s3.eu-west-1.amazonaws.com@example.com/",
  ];
  for (const url of others) assert.doesNotMatch(url, ENDPOINTS.s3);
});

test("an interception concerns the services that it is told, and all unless it is told", () => {
  const [table, bucket] = ["https://dynamodb.eu-west-1.amazonaws.com/", "https://bucket.s3.eu-west-1.amazonaws.com/key"];
  const concerned = (options) => [table, bucket].map((url) => new Interception("handlers", () => undefined, options).concerns(url));
  assert.deepEqual([concerned(), concerned({ services: ["dynamodb"] }), concerned({ services: ["s3"] })], [[true, true], [true, false], [false, true]]);
  assert.throws(() => concerned({ services: ["sqs"] }), /services .*write a list of dynamodb and s3/);
});

// All requests to the origin were answered, those for the application's own files too.
test("an endpoint of one's own with a path leaves the rest of its origin alone", () => {
  const interception = new Interception("handlers", { fetch() {} }, { endpoint: ["https://example.com/dynamodb", "http://localhost:8000"] });
  const meant = ["https://example.com/dynamodb", "https://example.com/dynamodb/", "https://example.com/dynamodb/a?b", "http://localhost:8000/", "http://localhost:8000/a"];
  const others = ["https://example.com/", "https://example.com/dynamodbs", "https://example.com/a/dynamodb", "http://example.com/dynamodb", "http://localhost:8001/", "https://localhost:8000/"];
  for (const url of meant) assert.ok(interception.concerns(url), url);
  for (const url of others) assert.ok(!interception.concerns(url), url);
});
