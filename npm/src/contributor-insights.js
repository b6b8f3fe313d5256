import { checkOptions } from "./options.js";

const CALLER = "contributorInsights";

const CHECKS = {
  tableName: (value) => typeof value === "string" || 'write the name of a table, for example "Music"',
  indexName: (value) => typeof value === "string" || "write the name of a global secondary index",
  region: (value) => typeof value === "string" || 'write a region name, for example "eu-west-1"',
  accountId: (value) => typeof value === "string" || 'write twelve digits as a string, for example "123456789012"',
  limit: (value) => (Number.isSafeInteger(value) && value > 0) || "write how many keys are wanted, for example 10",
};

/** What contributor insights have counted; see `index.d.ts`. */
export function contributorInsights(boundary, target) {
  checkOptions(CALLER, target, CHECKS);
  return boundary.control(CALLER, target);
}
