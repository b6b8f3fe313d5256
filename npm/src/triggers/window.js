/** What a function may keep of a window; of more, Lambda ends the window early. */
const MOST_STATE = 1_000_000;

/** A stretch of time over whose records of a shard a function adds something up: what it returns as `state` it is given again with the next batch. */
export class TumblingWindow {
  #length;
  #place;
  #start;
  #state = {};

  /**
   * @param {number} length in milliseconds; windows begin at its multiples
   * @param {number} time within the window
   * @param {{ shardId: string, eventSourceARN: string }} place
   */
  constructor(length, time, place) {
    this.#length = length;
    this.#start = Math.floor(time / length) * length;
    this.#place = place;
  }

  get end() {
    return this.#start + this.#length;
  }

  /** Whether `time` is within it. */
  holds(time) {
    return time >= this.#start && time < this.end;
  }

  /** What the event of a batch says of it, or of the last call, when it is over. */
  properties(isFinal = false) {
    const window = { start: written(this.#start), end: written(this.end) };
    return { window, state: structuredClone(this.#state), ...this.#place, isFinalInvokeForWindow: isFinal, isWindowTerminatedEarly: this.#isFull };
  }

  /**
   * Takes over what the function returned. The state that has become too large was told as that of a window which ended early; the next is a fresh one.
   *
   * @throws {Error} for an answer without state, which is that of a function that failed
   */
  keep(answered, functionName) {
    const { state } = answered ?? {};
    if (typeof state !== "object" || state === null) throw new Error(`${functionName} returned no state of its window: return { state }`);
    this.#state = this.#isFull ? {} : structuredClone(state);
  }

  get #isFull() {
    return JSON.stringify(this.#state).length > MOST_STATE;
  }
}

/** A time as Lambda writes it. */
function written(time) {
  return new Date(time).toISOString().replace(".000Z", "Z");
}
