export { setupEnvironment } from "./environment.js";
export { Fixture } from "./fixture.js";
export { setupEmulator } from "./hooks.js";
