import { readDuration } from "./duration.js";
import { show } from "./options.js";

/** The latest time of a `Date`. */
const MAX_TIME = 8.64e15;

/**
 * The emulator's clock. It follows a source (real time, or the option `now`) at a distance, or stands still.
 */
export class Clock {
  #source;
  #distance = 0;
  /** The time at which it stands still. */
  #still = undefined;
  #moved;

  /**
   * @param {() => number} source milliseconds since 1970
   * @param {() => void} moved called whenever somebody has moved it
   */
  constructor(source, moved = () => {}) {
    this.#source = source;
    this.#moved = moved;
  }

  /** Where it stands, for another clock of the same source. To put a clock there is not to move it. */
  get position() {
    return { distance: this.#distance, still: this.#still };
  }

  set position({ distance, still }) {
    this.#distance = distance;
    this.#still = still;
  }

  /** Another clock that tells the same time until one of the two is moved. */
  fork() {
    const clock = new Clock(this.#source);
    clock.position = this.position;
    return clock;
  }

  now() {
    return this.#still ?? this.#sourceTime() + this.#distance;
  }

  get frozen() {
    return this.#still !== undefined;
  }

  freeze(at = this.now()) {
    this.#still = readTime("freeze", at);
    this.#moved();
  }

  set(at) {
    const time = readTime("set", at);
    if (this.frozen) this.#still = time;
    else this.#distance = time - this.#sourceTime();
    this.#moved();
  }

  advance(duration) {
    this.set(this.now() + readDuration("clock.advance", duration));
  }

  follow() {
    this.position = { distance: 0, still: undefined };
    this.#moved();
  }

  #sourceTime() {
    const time = this.#source();
    if (isTime(time)) return time;
    throw new TypeError(`createEmulator: now cannot return ${show(time)}: return milliseconds since 1970, for example Date.now()`);
  }
}

/** Milliseconds that a `Date` can hold: others have no name in descriptions and stream labels. */
function isTime(value) {
  return typeof value === "number" && Math.abs(value) <= MAX_TIME;
}

/** Jest's tests have a `Date` of their own. */
function isDate(value) {
  return Object.prototype.toString.call(value) === "[object Date]";
}

function readTime(caller, at) {
  const time = typeof at === "string" ? Date.parse(at) : isDate(at) ? at.getTime() : at;
  if (isTime(time)) return time;
  throw new TypeError(`clock.${caller}: ${show(at)} is no time: write a Date, milliseconds since 1970, or "2026-10-01T00:00:00Z"`);
}
