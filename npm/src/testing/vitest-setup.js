import { setupEnvironment } from "dynatab/testing";
import { afterAll, afterEach } from "vitest";

await setupEnvironment({ afterEach, afterAll });
