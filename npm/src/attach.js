const NAME = "dynatabTransport";

/** What undoes the attachment of a client, by its middleware, which a document client shares with the client that it wraps. */
const attached = new WeakMap();

/**
 * Searches for credentials that were put back into their clients. The SDK marks credentials that its user supplied, to count them in
 * the user agent, and takes for such whatever is assigned later.
 */
const searches = new WeakSet();

/**
 * Makes a client that was built elsewhere talk to `emulator`. Region and credentials that it was given are used. Where it would
 * look for them on the machine it gets the emulator's, because that search may fail, or ask the network.
 *
 * A client is attached to one emulator at most: attaching it again undoes what was before.
 *
 * @returns {() => void} undoes it, unless that has happened already
 */
export function attach(emulator, credentials, client) {
  const { middlewareStack, config } = client ?? {};
  if (!middlewareStack?.add || !config) {
    throw new TypeError("attach: write a client of the AWS SDK for JavaScript v3, for example attach(new DynamoDBClient({}))");
  }
  attached.get(middlewareStack)?.();
  const restore = supply(config, emulator, credentials);
  middlewareStack.add(transport(emulator.requestHandler), { name: NAME, step: "deserialize", priority: "low", override: true });
  const detach = () => {
    if (attached.get(middlewareStack) !== detach) return;
    attached.delete(middlewareStack);
    middlewareStack.remove(NAME);
    restore();
  };
  attached.set(middlewareStack, detach);
  return detach;
}

/** The innermost middleware: what would go to the network goes to the emulator. */
function transport(requestHandler) {
  return () => (args) => requestHandler.handle(args.request);
}

/** Fills in what the client was not given, and returns how to take it out again. */
function supply(config, emulator, fallback) {
  const { region, useFipsEndpoint, credentials, logger } = config;
  const supplied = credentials.attributed && !searches.has(credentials);
  config.region = withFallback(region, emulator.region);
  // It asks for the region that the client was built with.
  config.useFipsEndpoint = withFallback(useFipsEndpoint, false);
  if (!supplied) config.credentials = async () => fallback;
  if (writesNothing(logger)) config.logger = undefined;
  return () => {
    Object.assign(config, { region, useFipsEndpoint, credentials, logger });
    if (!supplied) searches.add(config.credentials);
  };
}

/** The logger that the SDK gives to a client without one; what `clientConfig` says of it holds here, too. */
function writesNothing(logger) {
  return logger?.constructor?.name === "NoOpLogger";
}

function withFallback(provider, fallback) {
  return () => provider().catch(() => fallback);
}
