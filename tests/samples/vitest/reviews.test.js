import { testArea } from "./shop.js";

testArea("reviews");
