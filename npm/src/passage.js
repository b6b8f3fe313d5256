/**
 * What stands between clients and the boundary: what goes wrong on purpose, and the log of requests. Where there is neither, requests pass untouched.
 */
export class Passage {
  #faults;
  #requests;

  /**
   * @param {import("./faults.js").Faults} faults
   * @param {import("./requests/requests.js").Requests} requests
   */
  constructor(faults, requests) {
    this.#faults = faults;
    this.#requests = requests;
  }

  /** Whether anything stands there. */
  get some() {
    return this.#faults.some || this.#requests.recording;
  }

  /**
   * Lets a request meet what it has to meet, and writes down what became of it.
   *
   * @param {(name: string) => string | null | undefined} header looks a header up by its name in lower case
   * @param {Uint8Array} body of the request
   * @param {AbortSignal | undefined} signal ends the waiting
   * @param {(body: Uint8Array) => import("./faults.js").Answer} answer lets the emulator answer
   * @returns {Promise<import("./faults.js").Answer>}
   */
  async pass(header, body, signal, answer) {
    if (!this.#requests.recording) return this.#meet(header, body, signal, answer);
    const entry = this.#requests.begin(header, body);
    let answered;
    const observed = async (some) => (answered = await this.#requests.observe(entry, () => answer(some)));
    try {
      const response = await this.#meet(header, body, signal, observed);
      this.#requests.end(entry, response, response === answered);
      return response;
    } catch (error) {
      this.#requests.lose(entry, error);
      throw error;
    }
  }

  /** Writes down a request that names no operation of DynamoDB; such requests meet no faults. */
  log(header, answer) {
    return this.#requests.recording ? this.#requests.log(header, answer) : answer();
  }

  #meet(header, body, signal, answer) {
    return this.#faults.some ? this.#faults.pass(header("x-amz-target"), body, signal, answer) : answer(body);
  }
}
