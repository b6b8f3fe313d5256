const { testArea } = require("./shop.js");

testArea("products");
