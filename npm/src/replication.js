import { readPositiveDuration } from "./duration.js";
import { doing } from "./in-steps.js";
import { checkOptions, show } from "./options.js";

const CHECKS = {
  lag: () => true,
  legacy: (value) => typeof value === "boolean" || "write true or false",
};

/**
 * How replicas follow, as the engine is told it.
 *
 * @returns {{ replicationLag?: number, refusesLegacyGlobalTables: boolean }}
 * @throws {TypeError} which says what to write instead
 */
export function readReplication(replication = {}) {
  checkOptions("replication", replication, CHECKS);
  const { lag, legacy = true } = replication;
  const replicationLag = lag === undefined ? undefined : readPositiveDuration("replication.lag", lag);
  return { replicationLag, refusesLegacyGlobalTables: !legacy };
}

/** The ways between regions. */
export class Replication {
  #boundary;

  /** @param {import("./boundary.js").Boundary} boundary */
  constructor(boundary) {
    this.#boundary = boundary;
  }

  isolate(region) {
    return doing(this.#boundary.control("isolateRegion", { region: readRegion("isolate", region) }));
  }

  heal(region) {
    return doing(this.#boundary.control("healRegion", { region: readRegion("heal", region) }));
  }
}

function readRegion(caller, region) {
  if (typeof region === "string") return region;
  throw new TypeError(`replication.${caller}: ${show(region)} is no region: write its name, for example "eu-west-1"`);
}
