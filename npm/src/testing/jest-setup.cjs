const { setupEnvironment } = require("dynatab/testing");

/** Jest calls and awaits what a setup file exports. */
module.exports = () => setupEnvironment(globalThis);
