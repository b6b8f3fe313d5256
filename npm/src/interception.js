import { ENDPOINTS } from "./endpoints.js";
import { checkOptions, show } from "./options.js";

const isService = (value) => Object.hasOwn(ENDPOINTS, value);

const CHECKS = {
  services: (value) => (Array.isArray(value) && value.every(isService)) || `write a list of ${Object.keys(ENDPOINTS).join(" and ")}`,
  endpoint: (value) => isAddress(value) || (Array.isArray(value) && value.every(isAddress)) || 'write the address of an endpoint of your own, for example "http://localhost:8000", or a list of these',
};

/** Which requests are meant for the emulator, and the emulator that answers them. */
export class Interception {
  #caller;
  #emulator;
  #endpoints;
  #own;
  #source;

  /**
   * @param {string} caller the function that was given all of this
   * @param {object | Promise<object> | (() => object | Promise<object>)} source the emulator
   * @param {{ endpoint?: string | string[], services?: string[] }} options
   */
  constructor(caller, source, options = {}) {
    checkOptions(caller, options, CHECKS);
    if (typeof source !== "function" && typeof source?.then !== "function") checkEmulator(caller, source);
    // A promise that fails is reported to those whose requests it fails.
    source.catch?.(() => {});
    this.#caller = caller;
    this.#source = source;
    this.#endpoints = (options.services ?? Object.keys(ENDPOINTS)).map((service) => ENDPOINTS[service]);
    this.#own = [options.endpoint ?? []].flat().map((address) => new URL(address));
  }

  /** @param {string} url of a request */
  concerns(url) {
    return this.#endpoints.some((endpoints) => endpoints.test(url)) || (this.#own.length > 0 && this.#own.some((endpoint) => isBelow(new URL(url), endpoint)));
  }

  /**
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async answer(request) {
    const emulator = await this.#ready();
    return emulator.fetch(request).catch((error) => {
      // Another tab may have destroyed the storage.
      if (error.code === "EMULATOR_CLOSED" && typeof this.#source === "function") this.#emulator = undefined;
      throw error;
    });
  }

  /** What could not be made is tried again by the next request. */
  #ready() {
    this.#emulator ??= this.#make().catch((error) => {
      this.#emulator = undefined;
      throw error;
    });
    return this.#emulator;
  }

  async #make() {
    const emulator = await (typeof this.#source === "function" ? this.#source() : this.#source);
    checkEmulator(this.#caller, emulator);
    return emulator;
  }
}

function checkEmulator(caller, emulator) {
  if (typeof emulator?.fetch === "function") return;
  throw new TypeError(`${caller}: ${show(emulator)} is no emulator: write what createEmulator() returned, or a function that calls it`);
}

/** An endpoint with a path leaves the rest of its origin alone, which may be the application itself. */
function isBelow({ origin, pathname }, endpoint) {
  return origin === endpoint.origin && `${pathname}/`.startsWith(endpoint.pathname.replace(/\/?$/, "/"));
}

function isAddress(value) {
  return typeof value === "string" && URL.canParse(value);
}
