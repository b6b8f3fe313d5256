/**
 * DynamoDB for a page, answered by the service worker of its application.
 *
 * @packageDocumentation
 */

import type { Emulator } from "./index.mjs";

/**
 * Answers requests to endpoints of DynamoDB and DynamoDB Streams (regional, of an account, FIPS, dual-stack, vector search, in all partitions of AWS)
 * and of Amazon S3 (with the bucket in the path or in the host, older ones too) from an emulator. Other requests are not touched. It is to be called while the script of the service worker is read.
 *
 * A browser ends a service worker that has nothing to do, and what an emulator keeps in memory with it: tables that are to last belong in
 * storage `"idb://…"`.
 *
 * @param emulator an emulator, a promise of one, or a function that makes one at the first request (again, if that failed)
 * @returns a function that undoes it
 * @throws {TypeError} for what is no emulator, or an option that makes no sense
 *
 * @example
 * // service-worker.js, registered with { type: "module" } or bundled
 * import { createEmulator } from "dynatab";
 * import { answerRequests } from "dynatab/service-worker";
 *
 * answerRequests(() => createEmulator({ storage: "idb://my-application" }));
 */
export function answerRequests(emulator: Emulator | Promise<Emulator> | (() => Emulator | Promise<Emulator>), options?: InterceptionOptions): () => void;

/** What is answered. */
export interface InterceptionOptions {
  /**
   * Endpoints of your own, for example that of DynamoDB Local: all requests to their origins are answered.
   *
   * @example
   * answerRequests(() => createEmulator(), { endpoint: "http://localhost:8000" });
   */
  endpoint?: string | string[];

  /**
   * The services whose endpoints are answered, where the others should be reached: both, unless this says otherwise.
   *
   * @example
   * answerRequests(() => createEmulator(), { services: ["dynamodb"] });
   */
  services?: ("dynamodb" | "s3")[];
}
