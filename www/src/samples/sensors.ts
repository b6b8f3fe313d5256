import { chance, n, s, type SampleTable } from "./sample.ts";

const random = chance(41);
const FROM = Date.UTC(2026, 9, 1);
const SENSORS = ["roof", "cellar", "garden"];

export const sensors: SampleTable[] = [
  {
    definition: {
      TableName: "Readings",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "sensor", AttributeType: "S" },
        { AttributeName: "at", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "sensor", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
    },
    timeToLive: "expires",
    items: SENSORS.flatMap((sensor, which) =>
      Array.from({ length: 100 }, (_, hour) => ({
        sensor: s(sensor),
        at: n(FROM + hour * 3_600_000),
        celsius: n((12 + which * 4 + 6 * Math.sin(hour / 4) + random()).toFixed(2)),
        humidity: n(Math.floor(40 + random() * 30)),
        ...(hour === 0 && { calibration: n(`1.${String(which + 1).repeat(37)}`) }),
        ...(hour % 10 === 0 && { battery: { M: { volts: n((3.1 + random() / 2).toFixed(3)), charging: { BOOL: random() < 0.5 } } } }),
        expires: n(4_000_000_000 + hour * 3600),
      })),
    ),
  },
];
