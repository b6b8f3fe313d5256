/** How often a terminal is told, and how often a file that keeps what is told. */
const TERMINAL = 100;
const FILE = 10_000;

const SHORTEST = 1000;

/** Tells how far a long import or export is. */
export class Progress {
  #began = Date.now();
  #next;
  #output;
  #shown = false;
  #total;
  #what;

  /**
   * @param {import("node:tty").WriteStream} output
   * @param {string} what is done, for example `imported`
   * @param {number | undefined} total how much there is to do
   */
  constructor(output, what, total) {
    this.#output = output;
    this.#what = what;
    this.#total = total;
    this.#next = this.#began + SHORTEST;
  }

  /** @param {number} items so far @param {number} done of the total */
  tell(items, done) {
    const now = Date.now();
    if (now < this.#next) return;
    this.#next = now + (this.#output.isTTY ? TERMINAL : FILE);
    this.#shown = true;
    const share = this.#total > 0 ? `, ${Math.min(100, Math.round((100 * done) / this.#total))} %` : "";
    this.#write(`${counted(items)} ${this.#what}${share}, ${this.#rate(items, now)} items/s`);
  }

  /** @param {number} items in all @param {string} where */
  end(items, where) {
    const seconds = ((Date.now() - this.#began) / 1000).toFixed(1);
    this.#write(`${counted(items)} ${this.#what} ${where} in ${seconds} s`);
    if (this.#output.isTTY) this.#output.write("\n");
  }

  /** Something else is to be told. */
  interrupt() {
    if (this.#shown && this.#output.isTTY) this.#output.write("\n");
  }

  #rate(items, now) {
    return Math.round((1000 * items) / Math.max(1, now - this.#began)).toLocaleString("en");
  }

  #write(line) {
    this.#output.write(this.#output.isTTY ? `\r\u001B[K${line}` : `${line}\n`);
  }
}

/** @param {number} items */
export function counted(items) {
  return `${items.toLocaleString("en")} ${items === 1 ? "item" : "items"}`;
}
