import { n, s, ss, type SampleTable } from "./sample.ts";

const SONGS: [string, string, string, number, string[]][] = [
  ["The Low Tides", "Harbour Lights", "Slow Water", 2019, ["calm", "guitar"]],
  ["The Low Tides", "Salt on the Window", "Slow Water", 2019, ["calm"]],
  ["The Low Tides", "North Pier", "Breakwater", 2023, ["drums", "guitar"]],
  ["Mira Quell", "Paper Sun", "Eleven Rooms", 2021, ["voice"]],
  ["Mira Quell", "Room Seven", "Eleven Rooms", 2021, ["piano", "voice"]],
  ["Mira Quell", "Again, Slower", "Letters", 2025, ["voice"]],
  ["Tin Orchard", "Clockwork Bees", "Tin Orchard", 2016, ["brass", "loud"]],
  ["Tin Orchard", "Red Wheelbarrow", "Tin Orchard", 2016, ["brass"]],
  ["Ostrava Nine", "Line Nine", "Tramlines", 2024, ["electronic", "loud"]],
  ["Ostrava Nine", "Last Stop", "Tramlines", 2024, ["electronic"]],
];

export const music: SampleTable[] = [
  {
    definition: {
      TableName: "Music",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "Artist", AttributeType: "S" },
        { AttributeName: "Song", AttributeType: "S" },
        { AttributeName: "Year", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "Artist", KeyType: "HASH" },
        { AttributeName: "Song", KeyType: "RANGE" },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "by-year",
          KeySchema: [
            { AttributeName: "Artist", KeyType: "HASH" },
            { AttributeName: "Year", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    },
    items: SONGS.map(([artist, song, album, year, tags]) => ({ Artist: s(artist), Song: s(song), Album: s(album), Year: n(year), Tags: ss(...tags) })),
  },
];
