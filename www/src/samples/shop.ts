import type { Item } from "../model/attribute.ts";
import { chance, n, pick, s, type SampleTable } from "./sample.ts";

const random = chance(7);
const NAMES = ["Ada Novak", "Ben Okafor", "Chloé Martin", "Dilan Aydın", "Emi Tanaka", "Femi Ade"];
const GOODS = [
  ["walnut-desk", "Walnut desk", "449.00"],
  ["desk-lamp", "Desk lamp", "39.90"],
  ["oak-shelf", "Oak shelf", "189.00"],
  ["wool-rug", "Wool rug", "259.50"],
  ["clay-mug", "Clay mug", "14.20"],
] as const;

function items(): Item[] {
  const products = GOODS.map(([id, title, price]) => ({ pk: s(`PRODUCT#${id}`), sk: s("PRODUCT"), type: s("product"), title: s(title), price: n(price), stock: n(Math.floor(random() * 60)) }));
  const customers = NAMES.flatMap((name, at) => customer(name, `c-${100 + at}`));
  return [...products, ...customers];
}

function customer(name: string, id: string): Item[] {
  const pk = s(`CUSTOMER#${id}`);
  const profile = { pk, sk: s("PROFILE"), type: s("customer"), name: s(name), email: s(`${name.split(" ")[0]?.toLowerCase()}@example.com`), since: s(`20${18 + Math.floor(random() * 7)}-04-01`) };
  const orders = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, at) => order(pk, id, at));
  return [profile, ...orders.flat()];
}

function order(pk: { S: string }, customerId: string, at: number): Item[] {
  const date = `2026-0${1 + at * 2}-1${Math.floor(random() * 9)}`;
  const id = `o-${customerId.slice(2)}${at}`;
  const status = pick(random, ["placed", "shipped", "delivered"]);
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({ product: pick(random, GOODS), count: 1 + Math.floor(random() * 2) }));
  const total = lines.reduce((sum, { product, count }) => sum + Number(product[2]) * count, 0).toFixed(2);
  return [
    {
      pk,
      sk: s(`ORDER#${date}#${id}`),
      type: s("order"),
      orderId: s(id),
      status: s(status),
      total: n(total),
      gsi1pk: s(`STATUS#${status}`),
      gsi1sk: s(date),
      lines: { L: lines.map(({ product, count }) => ({ M: { product: s(product[0]), count: n(count), price: n(product[2]) } })) },
    },
  ];
}

export const shop: SampleTable[] = [
  {
    definition: {
      TableName: "Shop",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "orders-by-status",
          KeySchema: [
            { AttributeName: "gsi1pk", KeyType: "HASH" },
            { AttributeName: "gsi1sk", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    },
    items: items(),
  },
];
