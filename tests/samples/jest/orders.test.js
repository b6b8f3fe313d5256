const { testArea } = require("./shop.js");

testArea("orders");
