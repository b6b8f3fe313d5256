/**
 * Handlers for Mock Service Worker, in browsers and in Node.
 *
 * @packageDocumentation
 */

import type { HttpHandler } from "msw";

import type { Emulator } from "./index.js";

/**
 * Handlers that answer requests to endpoints of DynamoDB and DynamoDB Streams (regional, of an account, FIPS, dual-stack, vector search, in all partitions
 * of AWS) and of Amazon S3 (with the bucket in the path or in the host, older ones too) from an emulator. Other requests are not touched.
 *
 * @param emulator an emulator, a promise of one, or a function that makes one at the first request (again, if that failed)
 * @throws {TypeError} for what is no emulator, or an option that makes no sense
 *
 * @example
 * import { createEmulator } from "dynatab";
 * import { handlers } from "dynatab/msw";
 * import { setupServer } from "msw/node"; // in a browser: setupWorker of "msw/browser"
 *
 * const server = setupServer(...handlers(await createEmulator()));
 * server.listen();
 */
export function handlers(emulator: Emulator | Promise<Emulator> | (() => Emulator | Promise<Emulator>), options?: InterceptionOptions): HttpHandler[];

/** What is answered. */
export interface InterceptionOptions {
  /**
   * Endpoints of your own, for example that of DynamoDB Local: all requests to their origins are answered.
   *
   * @example
   * handlers(emulator, { endpoint: "http://localhost:8000" });
   */
  endpoint?: string | string[];

  /**
   * The services whose endpoints are answered, where the others should be reached: both, unless this says otherwise.
   *
   * @example
   * handlers(emulator, { services: ["dynamodb"] });
   */
  services?: ("dynamodb" | "s3")[];
}
