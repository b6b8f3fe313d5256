import { doing } from "./in-steps.js";
import { checkOptions } from "./options.js";

const CALLER = "autoScale";

const UNITS = (value) => (Number.isSafeInteger(value) && value > 0) || "write a number of capacity units, for example 10";

const CHECKS = {
  tableName: (value) => typeof value === "string" || 'write the name of a table, for example "Music"',
  indexName: (value) => typeof value === "string" || "write the name of a global secondary index",
  region: (value) => typeof value === "string" || 'write a region name, for example "eu-west-1"',
  accountId: (value) => typeof value === "string" || 'write twelve digits as a string, for example "123456789012"',
  dimension: (value) => value === "read" || value === "write" || 'write "read" or "write"',
  minimumUnits: UNITS,
  maximumUnits: UNITS,
  targetValue: (value) => (typeof value === "number" && value >= 10 && value <= 90) || "write a percentage from 10 to 90",
  policyName: (value) => typeof value === "string" || "write the name of a policy",
};

/** Stands for Application Auto Scaling; see `index.d.ts`. */
export function autoScale(boundary, scaling) {
  checkOptions(CALLER, scaling, CHECKS);
  return doing(boundary.control(CALLER, scaling));
}
