import { chance, n, pick, s, type SampleTable } from "./sample.ts";

const random = chance(23);
const PLAYERS = ["amber", "birch", "cobalt", "dune", "ember", "fjord", "grove", "heron", "iris", "juno", "kelp", "lark"];
const GAMES = ["Comet Courier", "Deep Diver", "Paper Planes", "Stone Garden"];

export const scores: SampleTable[] = [
  {
    definition: {
      TableName: "Scores",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "player", AttributeType: "S" },
        { AttributeName: "game", AttributeType: "S" },
        { AttributeName: "top", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "player", KeyType: "HASH" },
        { AttributeName: "game", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "leaders",
          KeySchema: [
            { AttributeName: "game", KeyType: "HASH" },
            { AttributeName: "top", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["country"] },
        },
      ],
    },
    items: PLAYERS.flatMap((player) =>
      GAMES.filter(() => random() < 0.8).map((game) => ({
        player: s(player),
        game: s(game),
        top: n(Math.floor(random() * 9000) + 500),
        rounds: n(Math.floor(random() * 80) + 1),
        country: s(pick(random, ["NO", "BR", "KE", "JP", "PT"])),
        badges: { SS: [...new Set([pick(random, ["early", "night", "streak"]), pick(random, ["gold", "silver"])])] },
      })),
    ),
  },
];
