import { n, s, type SampleTable } from "./sample.ts";

/** How sweet, salty, sour, hot and rich a dish is, from 0 to 1. */
type Taste = [number, number, number, number, number];

const DISHES: [string, string, string, number, Taste][] = [
  ["Apple crumble", "dessert", "vegetarian", 50, [0.9, 0.1, 0.3, 0, 0.6]],
  ["Lemon tart", "dessert", "vegetarian", 70, [0.8, 0.1, 0.8, 0, 0.6]],
  ["Mango sorbet", "dessert", "vegan", 20, [0.9, 0, 0.4, 0, 0.1]],
  ["Dark chocolate mousse", "dessert", "vegetarian", 25, [0.7, 0.1, 0, 0, 0.9]],
  ["Sticky rice with mango", "dessert", "vegan", 40, [0.9, 0.2, 0.1, 0, 0.5]],
  ["Tom yum", "soup", "fish", 35, [0.2, 0.6, 0.8, 0.8, 0.2]],
  ["Hot and sour soup", "soup", "vegan", 30, [0.1, 0.6, 0.8, 0.7, 0.2]],
  ["Miso soup", "soup", "vegan", 15, [0.1, 0.8, 0.1, 0, 0.2]],
  ["Pumpkin soup", "soup", "vegan", 40, [0.5, 0.4, 0.1, 0.1, 0.5]],
  ["Gazpacho", "soup", "vegan", 20, [0.3, 0.4, 0.6, 0.1, 0.2]],
  ["Clam chowder", "soup", "fish", 45, [0.2, 0.7, 0, 0.1, 0.8]],
  ["Vindaloo", "main", "meat", 80, [0.1, 0.6, 0.6, 1, 0.6]],
  ["Mapo tofu", "main", "vegan", 30, [0.1, 0.7, 0.1, 0.9, 0.6]],
  ["Sweet and sour pork", "main", "meat", 40, [0.8, 0.5, 0.7, 0.1, 0.6]],
  ["Pad thai", "main", "fish", 30, [0.6, 0.6, 0.5, 0.4, 0.5]],
  ["Carbonara", "main", "meat", 25, [0, 0.8, 0, 0.1, 0.9]],
  ["Mushroom risotto", "main", "vegetarian", 45, [0.1, 0.6, 0.1, 0, 0.8]],
  ["Ceviche", "main", "fish", 25, [0.2, 0.5, 0.9, 0.4, 0.1]],
  ["Ratatouille", "main", "vegan", 60, [0.4, 0.4, 0.4, 0.1, 0.3]],
  ["Beef stew", "main", "meat", 150, [0.2, 0.7, 0.2, 0.1, 0.8]],
  ["Chilli sin carne", "main", "vegan", 50, [0.3, 0.5, 0.3, 0.8, 0.5]],
  ["Fish tacos", "main", "fish", 35, [0.2, 0.5, 0.6, 0.5, 0.5]],
  ["Kimchi pancake", "main", "vegetarian", 25, [0.2, 0.7, 0.5, 0.6, 0.5]],
  ["Peanut curry", "main", "vegan", 40, [0.4, 0.5, 0.2, 0.6, 0.8]],
];

export const dishes: SampleTable[] = [
  {
    definition: {
      TableName: "Dishes",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["dish", "course", "diet"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [{ AttributeName: "dish", KeyType: "HASH" }],
      VectorIndexes: [
        {
          IndexName: "by-taste",
          VectorAttribute: { AttributeName: "taste" },
          SearchSchema: ["course", "diet"].map((AttributeName) => ({ AttributeName, SearchSchemaElementType: "INLINE_FILTER" })),
          Projection: { ProjectionType: "ALL" },
          Dimensions: 5,
          DistanceFunction: "COSINE",
        },
      ],
    },
    items: DISHES.map(([dish, course, diet, minutes, taste]) => ({ dish: s(dish), course: s(course), diet: s(diet), minutes: n(minutes), taste: { L: taste.map(n) } })),
  },
];
