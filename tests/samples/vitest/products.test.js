import { testArea } from "./shop.js";

testArea("products");
