import { Clock } from "./clock.js";
import { EmulatorError } from "./emulator-error.js";
import { Exchange } from "./exchange.js";
import { Routes } from "./routes.js";

/**
 * One engine and the fate it may meet: a trap in WebAssembly poisons it, and every later call says so.
 * The other side is `src/wasm/engine.rs`.
 */
export class Boundary {
  /** The time at which the engine is called. */
  clock;

  #engine;
  #exchange;
  #instance;
  #routes;
  /** Makes the error of every further call, once the emulator is closed or lost. */
  #ended = undefined;

  /**
   * @param {import("./instance.js").Instance} instance the WebAssembly instance that the engine lives in
   * @param {object} settings what `readOptions` returned
   */
  constructor(instance, settings) {
    this.#instance = instance;
    this.clock = new Clock(settings.now);
    this.#engine = makeEngine(instance, settings);
    this.#exchange = new Exchange(this.#engine, instance.memory);
    this.#routes = new Routes(this.#engine);
  }

  /**
   * @param {string} method
   * @param {string} uri path and query
   * @param {(name: string) => string | null | undefined} header looks a header up by its name in lower case
   * @param {Uint8Array} body
   * @returns {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }}
   */
  handle(method, uri, header, body) {
    const now = this.clock.now();
    return this.#guard(() => this.#exchange.call(this.#routes.find(method, uri, header), body, now));
  }

  /**
   * Asks something of the engine that is no request of a client.
   *
   * @param {string} name of the control; see `src/service/control.rs`
   * @param {object} input
   * @returns {any} what the control answers
   * @throws {TypeError} which says what to write instead
   */
  control(name, input = {}) {
    const now = this.clock.now();
    const { output, refusal } = JSON.parse(this.#guard((engine) => engine.control(name, JSON.stringify(input), now)));
    if (refusal !== undefined) throw new TypeError(`${name}: ${refusal}`);
    return output;
  }

  /** Frees the memory; later calls throw. Closing twice is harmless. */
  close() {
    if (this.#ended) return;
    this.#ended = () => new EmulatorError("EMULATOR_CLOSED", "this emulator is closed: create another one with createEmulator()");
    this.#engine.free();
    this.#engine = undefined;
    this.#exchange = undefined;
    this.#routes = undefined;
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
