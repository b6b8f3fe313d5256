import { testArea } from "./shop.js";

testArea("customers");
