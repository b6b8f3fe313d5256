import { CREDENTIALS } from "./client-config.js";

const NAME = "dynatabTransport";

/**
 * Makes a client that was built elsewhere talk to `emulator`. Region and credentials that it was given are used. Where it would
 * look for them on the machine it gets the emulator's, because that search may fail, or ask the network.
 *
 * @returns {() => void} undoes it
 */
export function attach(emulator, client) {
  const { middlewareStack, config } = client ?? {};
  if (!middlewareStack?.add || !config) {
    throw new TypeError("attach: write a client of the AWS SDK for JavaScript v3, for example attach(new DynamoDBClient({}))");
  }
  const restore = supply(config, emulator);
  middlewareStack.add(transport(emulator.requestHandler), { name: NAME, step: "deserialize", priority: "low", override: true });
  return () => {
    middlewareStack.remove(NAME);
    restore();
  };
}

/** The innermost middleware: what would go to the network goes to the emulator. */
function transport(requestHandler) {
  return () => (args) => requestHandler.handle(args.request);
}

/** Fills in what the client was not given, and returns how to take it out again. */
function supply(config, emulator) {
  const { region, useFipsEndpoint, credentials } = config;
  config.region = withFallback(region, emulator.region);
  // It asks for the region that the client was built with.
  config.useFipsEndpoint = withFallback(useFipsEndpoint, false);
  // The SDK marks credentials that its user supplied, so that it can count them in the user agent.
  if (!credentials.attributed) config.credentials = async () => CREDENTIALS;
  return () => Object.assign(config, { region, useFipsEndpoint, credentials });
}

function withFallback(provider, fallback) {
  return () => provider().catch(() => fallback);
}
