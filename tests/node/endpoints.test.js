// Which requests are meant for DynamoDB.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";

import { ENDPOINTS } from "../../npm/src/endpoints.js";

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
    for (const url of all) assert.match(url, ENDPOINTS);
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
  for (const url of others) assert.doesNotMatch(url, ENDPOINTS);
});
