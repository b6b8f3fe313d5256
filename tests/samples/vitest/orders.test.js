import { testArea } from "./shop.js";

testArea("orders");
