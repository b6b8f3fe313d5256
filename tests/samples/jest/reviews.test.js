const { testArea } = require("./shop.js");

testArea("reviews");
