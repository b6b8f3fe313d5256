import { EmulatorError } from "./emulator-error.js";
import { readEnvelope } from "./envelope.js";

/** Heads with real signatures all differ: after so many the engine forgets them. */
const MOST_ROUTES = 1000;

/**
 * One engine and the fate it may meet: a trap in WebAssembly poisons it, and every later call says so.
 * The other side is `src/wasm/engine.rs`.
 */
export class Boundary {
  #engine;
  #instance;
  #now;
  #routes = new Map();
  /** Makes the error of every further call, once the emulator is closed or lost. */
  #ended = undefined;

  /**
   * @param {import("./instance.js").Instance} instance the WebAssembly instance that the engine lives in
   * @param {object} settings what `readOptions` returned
   */
  constructor(instance, settings) {
    this.#instance = instance;
    this.#now = settings.now;
    this.#engine = makeEngine(instance, settings);
  }

  /**
   * @param {string} head see `head.js`
   * @param {Uint8Array} body
   * @returns {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }}
   */
  handle(head, body) {
    const now = this.#now();
    return readEnvelope(this.#guard((engine) => engine.handle(this.#route(engine, head), body, now)));
  }

  /** The number under which the engine knows `head`; clients repeat their heads, so most are read once. */
  #route(engine, head) {
    const known = this.#routes.get(head);
    if (known !== undefined) return known;
    if (this.#routes.size >= MOST_ROUTES) {
      this.#routes.clear();
      engine.forget_routes();
    }
    const route = engine.route(head);
    this.#routes.set(head, route);
    return route;
  }

  /** Forgets all tables. */
  reset() {
    this.#guard((engine) => engine.reset());
  }

  /** Frees the memory; later calls throw. Closing twice is harmless. */
  close() {
    if (this.#ended) return;
    this.#ended = () => new EmulatorError("EMULATOR_CLOSED", "this emulator is closed: create another one with createEmulator()");
    this.#engine.free();
    this.#engine = undefined;
  }

  /** Calls into WebAssembly. What comes out as an exception is a trap: the engine itself throws nothing. */
  #guard(call) {
    if (this.#ended) throw this.#ended();
    try {
      return call(this.#engine);
    } catch (trap) {
      const message = this.#instance.recover() ?? String(trap);
      this.#ended = () => panicked(message, trap);
      throw this.#ended();
    }
  }
}

function makeEngine({ Engine }, settings) {
  try {
    return new Engine(JSON.stringify(settings.engine), settings.seed);
  } catch (error) {
    throw new TypeError(`createEmulator: ${error.message}`);
  }
}

function panicked(message, cause) {
  return new EmulatorError(
    "ENGINE_PANIC",
    `dynatab's engine panicked and this emulator is lost, its tables too; please report it: ${message}`,
    { cause },
  );
}
