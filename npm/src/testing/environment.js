import { pointed } from "../node/environment.js";
import { Server } from "../node/server.js";
import { readConfig } from "./config.js";
import { Fixture } from "./fixture.js";

/**
 * Points the AWS SDKs of this process at an emulator on a free port, for the tests of one file, with no change to what is tested.
 *
 * @param {{ afterEach: Function, afterAll: Function }} runner the hooks of a test runner
 * @returns {Promise<Fixture>}
 */
export async function setupEnvironment({ afterEach, afterAll }) {
  const fixture = new Fixture(await readConfig());
  const { emulator } = fixture;
  await fixture.prepare();
  const server = new Server(emulator);
  const { port } = await server.listen({ port: 0, host: "127.0.0.1" });
  const { credentials } = emulator.clientConfig();
  const undo = replaceEnvironment(pointed(process.env, { url: `http://127.0.0.1:${port}`, region: emulator.region, credentials }));
  afterEach(() => fixture.restore());
  afterAll(async () => {
    undo();
    await server.close();
    await fixture.close();
  });
  return fixture;
}

function replaceEnvironment(environment) {
  const before = { ...process.env };
  assign(environment);
  return () => assign(before);
}

function assign(environment) {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(environment, name)) delete process.env[name];
  Object.assign(process.env, environment);
}
