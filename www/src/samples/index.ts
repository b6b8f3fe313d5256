import type { Sample } from "./sample.ts";

export type { Sample } from "./sample.ts";

export const SAMPLES: Sample[] = [
  {
    name: "Music",
    about: "Ten songs of four bands that do not exist.",
    shows: "the smallest table with a sort key, a local index, sets",
    tables: () => import("./music.ts").then(({ music }) => music),
  },
  {
    name: "Online shop",
    about: "Customers, orders and products in a single table.",
    shows: "item collections, begins_with, a sparse global index",
    tables: () => import("./shop.ts").then(({ shop }) => shop),
  },
  {
    name: "Game scores",
    about: "Who plays what, and who leads.",
    shows: "a leaderboard by a global index, sorted by numbers",
    tables: () => import("./scores.ts").then(({ scores }) => scores),
  },
  {
    name: "Sensor readings",
    about: "A time series of three sensors, 300 readings.",
    shows: "ranges by time, paging, time to live, numbers of 38 digits",
    tables: () => import("./sensors.ts").then(({ sensors }) => sensors),
  },
  {
    name: "Dishes",
    about: "How sweet, salty, sour, hot and rich 24 dishes are.",
    shows: "a vector index: what tastes like what, with filters",
    tables: () => import("./dishes.ts").then(({ dishes }) => dishes),
  },
];
