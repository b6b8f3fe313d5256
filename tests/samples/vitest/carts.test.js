import { testArea } from "./shop.js";

testArea("carts");
