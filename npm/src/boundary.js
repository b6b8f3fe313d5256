import { Clock } from "./clock.js";
import { EmulatorError } from "./emulator-error.js";
import { Exchange } from "./exchange.js";
import { show } from "./options.js";
import { Routes } from "./routes.js";
import { Snapshot } from "./snapshot.js";

/** What users call what asks for a control of another name. */
const CALLED = { subscribe: "on" };

/**
 * One engine and the fate it may meet: a trap in WebAssembly poisons it, and every later call says so.
 * The other side is `src/wasm/engine.rs`.
 */
export class Boundary {
  /** The time at which the engine is called. */
  clock;

  /** Makes a stream of bytes, as clients on this platform read them. */
  streamOf;

  /** Told after each request that something may have happened. */
  listener = undefined;

  #engine;
  #exchange;
  #instance;
  #routes;
  #verify;
  /** Makes the error of every further call, once the emulator is closed or lost. */
  #ended = undefined;

  /**
   * @param {import("./instance.js").Instance} instance the WebAssembly instance that the engine lives in
   * @param {object} engine of the exported class of `src/wasm/engine.rs`
   * @param {Clock} clock
   * @param {boolean} verify whether signatures may have to be verified
   */
  constructor(instance, engine, clock, verify) {
    this.#instance = instance;
    this.#engine = engine;
    this.clock = clock;
    this.#exchange = new Exchange(engine, instance.memory);
    this.#routes = new Routes((call) => this.#guard(call), verify);
    this.#verify = verify;
    this.streamOf = instance.streamOf;
  }

  /**
   * A boundary around a new engine.
   *
   * @param {import("./instance.js").Instance} instance
   * @param {object} settings what `readOptions` returned
   */
  static create(instance, settings) {
    return new Boundary(instance, makeEngine(instance, settings), new Clock(settings.now), settings.accessKeys.verify);
  }

  /**
   * @param {string} method
   * @param {string} uri path and query
   * @param {(name: string) => string | null | undefined} header looks a header up by its name in lower case
   * @param {Uint8Array} body
   * @param {number} now milliseconds since 1970
   * @returns {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }}
   */
  handle(method, uri, header, body, now = this.clock.now()) {
    if (this.#ended) throw this.#ended();
    // Headers are the caller's: what they throw is no trap.
    const route = this.#routes.find(method, uri, header);
    const response = this.#guard(() => this.#exchange.call(route, body, now));
    if (this.listener) this.listener();
    return response;
  }

  /**
   * Answers a request that names no operation of DynamoDB in `x-amz-target`: all its headers count.
   *
   * @param {string} method
   * @param {string} uri path and query
   * @param {Record<string, string>} headers
   * @param {Uint8Array} body
   * @param {number} now of the one who asks
   * @returns {{ statusCode: number, headers: Record<string, string>, body: Uint8Array }}
   */
  handleOnce(method, uri, headers, body, now = this.clock.now()) {
    if (this.#ended) throw this.#ended();
    const head = Routes.write(method, uri, headers);
    const response = this.#guard(() => this.#exchange.callOnce(head, body, now));
    if (this.listener) this.listener();
    return response;
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
    const text = JSON.stringify(input);
    const { output, refusal } = JSON.parse(this.#guard((engine) => engine.control(name, text, now)));
    if (refusal !== undefined) throw new TypeError(`${CALLED[name] ?? name}: ${refusal}`);
    return output;
  }

  /** Whether it was closed, or lost. */
  get ended() {
    return this.#ended !== undefined;
  }

  /** @returns {Snapshot} what there is */
  snapshot() {
    return new Snapshot(this.#guard((engine) => engine.snapshot()));
  }

  /**
   * Puts back what there was.
   *
   * @throws {TypeError} for what is no snapshot
   */
  restore(snapshot) {
    const state = Snapshot.stateOf(snapshot);
    if (!state) throw new TypeError(`restore: ${show(snapshot)} is no snapshot: write what snapshot() of an emulator returned`);
    this.#guard((engine) => engine.restore(state));
  }

  /** @returns {Uint8Array} the whole state, those of equal states being equal */
  dump() {
    return this.#guard((engine) => engine.dump());
  }

  /**
   * Puts what `dump` returned in the place of what there is.
   *
   * @throws {TypeError} for what is not bytes
   * @throws {EmulatorError} for bytes that are no state, a newer one or a damaged one
   */
  load(state) {
    const bytes = state instanceof ArrayBuffer ? new Uint8Array(state) : state;
    if (!(bytes instanceof Uint8Array)) throw new TypeError(`load: ${show(state)} is no state: write the bytes that dump() of an emulator returned`);
    const fault = this.#guard((engine) => engine.load(bytes));
    if (fault) throw new EmulatorError("STATE_UNREADABLE", `load: ${fault}`);
  }

  /**
   * Goes on from what a mirror holds, and follows it.
   *
   * @param {object} entries of `src/wasm/mirror.rs`
   * @returns {string | undefined} what is wrong with them
   */
  openMirror(entries) {
    return this.#guard((engine) => engine.open_mirror(entries));
  }

  /** Whether there is anything that the mirror does not hold. */
  isAhead() {
    return this.#guard((engine) => engine.is_ahead());
  }

  /** @returns {object} what the mirror is to be told; until that is committed or reverted, nothing else is */
  beginEdits() {
    return this.#guard((engine) => engine.begin_edits());
  }

  commitEdits() {
    this.#guard((engine) => engine.commit_edits());
  }

  /** Everything is as the mirror holds it. */
  revertEdits() {
    this.#guard((engine) => engine.revert_edits());
  }

  /** Another boundary, with an engine in which everything is as it is here. */
  fork() {
    return new Boundary(this.#instance, this.#guard((engine) => engine.fork()), this.clock.fork(), this.#verify);
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

  /** Calls into WebAssembly, and nothing else. What comes out as an exception is a trap: the engine itself throws nothing. */
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
