import { music } from "./music.ts";
import type { Sample } from "./sample.ts";
import { scores } from "./scores.ts";
import { sensors } from "./sensors.ts";
import { shop } from "./shop.ts";

export type { Sample } from "./sample.ts";

export const SAMPLES: Sample[] = [music, shop, scores, sensors];
