/** Numbers by chance that repeat with their seed (SplitMix64). */
export class Random {
  #state;

  /** @param {bigint} seed */
  constructor(seed) {
    this.#state = BigInt.asUintN(64, seed);
  }

  /** A number from 0, including it, to 1. */
  next() {
    this.#state = BigInt.asUintN(64, this.#state + 0x9e3779b97f4a7c15n);
    let mixed = this.#state;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return Number((mixed ^ (mixed >> 31n)) >> 11n) / 2 ** 53;
  }
}
