const { testArea } = require("./shop.js");

testArea("carts");
