const { testArea } = require("./shop.js");

testArea("customers");
