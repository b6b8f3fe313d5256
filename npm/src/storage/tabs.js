import { Clock } from "../clock.js";
import { EmulatorError } from "../emulator-error.js";
import { readHeaders } from "../routes.js";

/** Operations that change nothing: they may be asked twice, and nobody has to hear of them. */
const READS = /\.(Get|BatchGet|Query|Scan|List|Describe|Search|TransactGet)/;
/** The same of methods, where requests name no operation. */
const READING = /^(?:GET|HEAD)$/;

/** What is asked of the tab that leads. What else there is belongs to the memory of one tab. */
const CONTROLS = ["autoScale", "clear", "contributorInsights", "expireItems", "healRegion", "isolateRegion", "reset", "setTableStatus", "splitShard"];

/**
 * The tabs and workers of one origin that have opened the same name. One of them leads: it holds the lock of that name, has the engine and
 * the store, and answers the others. When it is gone, another one gets the lock, opens the store and leads.
 *
 * This is the boundary of an emulator in such a tab: while it leads, that of its engine; otherwise what asks the one that leads.
 */
export class Tabs {
  clock;
  /** Told after each request, of this tab or another one, that something may have happened. */
  listener = undefined;
  /** Makes a stream of bytes, as clients on this platform read them. */
  streamOf;

  #channel;
  #id = crypto.randomUUID();
  #lead;
  #name;
  #verify;
  /** Once this tab leads: the boundary of the engine and its store. */
  #own = undefined;
  /** What knows the engine but none of its tables. */
  #spare;
  /** The id of the tab that leads, as far as this one was told. */
  #leader = undefined;
  /** Whether another tab has ever asked something. */
  #heard = false;
  /** Called once a tab leads that can be asked. */
  #found;
  /** What this tab has asked and was not told yet, by number. */
  #asked = new Map();
  #count = 0;
  #free = undefined;
  #ended = undefined;

  /**
   * @param {string} name
   * @param {{ now: () => number, accessKeys: { verify: boolean } }} settings what `readOptions` returned
   * @param {() => Promise<import("./stored.js").Stored>} lead opens the store
   * @param {(name: string) => any} spare a control of an emulator without tables
   * @param {(bytes: Uint8Array) => object} streamOf
   */
  constructor(name, settings, lead, spare, streamOf) {
    this.#name = `dynatab/${name}`;
    this.#lead = lead;
    this.#spare = spare;
    this.streamOf = streamOf;
    this.#verify = settings.accessKeys.verify;
    this.clock = new Clock(settings.now);
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  /** Leads, or finds the tab that does. What keeps the store from being opened is thrown. */
  async join() {
    const found = new Promise((resolve, reject) => {
      this.#found = { resolve, reject };
    });
    if (await this.#tryToLead()) return this;
    this.#queue();
    this.#channel.postMessage({ kind: "hello" });
    await found;
    return this;
  }

  /** Whether there is nothing to be cleared: no engine of this tab. */
  get ended() {
    return this.#own === undefined || this.#own.ended;
  }

  /** Whether this tab leads. */
  get leads() {
    return this.#own !== undefined;
  }

  /** @returns {Promise<{ statusCode: number, headers: Record<string, string>, body: Uint8Array }>} */
  async handle(method, uri, header, body) {
    this.#check();
    if (this.#own) return this.#answer({ method, uri, header, body, now: this.clock.now() });
    const headers = readHeaders(uri, header, this.#verify);
    return this.#ask("handle", { method, uri, headers, body: body.slice(), now: this.clock.now() }, READS.test(headers["x-amz-target"]));
  }

  /** @returns {Promise<{ statusCode: number, headers: Record<string, string>, body: Uint8Array }>} */
  async handleOnce(method, uri, headers, body) {
    this.#check();
    const question = { method, uri, headers: { ...headers }, body, now: this.clock.now() };
    return this.#own ? this.#answerOnce(question) : this.#ask("handleOnce", question, READING.test(method));
  }

  control(name, input) {
    this.#check();
    if (this.#own) return this.#changed(this.#own.control(name, input));
    if (name === "operations") return this.#spare(name);
    if (!CONTROLS.includes(name)) throw elsewhere(name);
    return this.#ask("control", { name, input }, false);
  }

  snapshot() {
    return this.#local("snapshot").snapshot();
  }

  restore(snapshot) {
    return this.#changed(this.#local("restore").restore(snapshot));
  }

  fork() {
    return this.#local("fork").fork();
  }

  dump() {
    this.#check();
    return this.#own ? this.#own.dump() : this.#ask("dump", {}, true);
  }

  load(state) {
    this.#check();
    return this.#own ? this.#changed(this.#own.load(state)) : this.#ask("load", { state }, false);
  }

  /** What the storage is asked, here or where it is. */
  ask(name) {
    this.#check();
    const asked = this.#own ? this.#own.ask(name) : this.#ask("ask", { name }, name !== "destroy");
    return name === "destroy" ? asked.then(() => this.#end()) : asked;
  }

  async close() {
    if (this.#ended) return;
    try {
      await this.#own?.close();
    } finally {
      this.#end();
    }
  }

  #end() {
    this.#ended = () => new EmulatorError("EMULATOR_CLOSED", "this emulator is closed: create another one with createEmulator()");
    for (const asked of this.#asked.values()) asked.reject(this.#ended());
    this.#asked.clear();
    this.#channel.close();
    this.#free?.();
  }

  #check() {
    if (this.#ended) throw this.#ended();
  }

  #local(name) {
    this.#check();
    if (this.#own) return this.#own;
    throw elsewhere(name);
  }

  /** Lets the other tabs hear that something may have happened. */
  #changed(output) {
    if (this.#heard) this.#channel.postMessage({ kind: "changed" });
    return output;
  }

  async #answer({ method, uri, header, body, now }) {
    const response = await this.#own.handle(method, uri, header, body, now);
    return READS.test(header("x-amz-target")) ? response : this.#changed(response);
  }

  async #answerOnce({ method, uri, headers, body, now }) {
    const response = await this.#own.handleOnce(method, uri, headers, body, now);
    return READING.test(method) ? response : this.#changed(response);
  }

  /** Gets the lock if it is free. It is held until the tab is closed, by its code or by its user. */
  #tryToLead() {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(this.#name, { ifAvailable: true }, async (lock) => {
          if (!lock) return resolve(false);
          await this.#open();
          resolve(true);
          return this.#hold();
        })
        .catch(reject);
    });
  }

  /** Waits for the tab that leads to be gone. */
  #queue() {
    const { signal } = this.#waitForEnd();
    navigator.locks
      .request(this.#name, { signal }, async () => {
        await this.#open();
        return this.#hold();
      })
      .catch((error) => {
        if (error.name === "AbortError") return;
        // Another tab may be luckier with the store.
        this.#ended = () => error;
        this.#found.reject(error);
        for (const asked of this.#asked.values()) asked.reject(error);
      });
  }

  #waitForEnd() {
    const controller = new AbortController();
    this.#free = () => controller.abort();
    return controller;
  }

  #hold() {
    return new Promise((resolve) => {
      this.#free = resolve;
      if (this.#ended) resolve();
    });
  }

  /** What other tabs ask meanwhile is not heard: they are told when somebody can answer. */
  async #open() {
    if (this.#ended) return;
    const own = await this.#lead();
    if (this.#ended) return own.close();
    own.clock = this.clock;
    own.listener = () => this.listener?.();
    this.#own = own;
    this.#channel.postMessage({ kind: "leads", from: this.#id });
    this.#lose();
    this.#found.resolve();
  }

  #ask(kind, question, mayRepeat) {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { kind, question, mayRepeat, resolve, reject });
      this.#channel.postMessage({ kind, id, from: this.#id, ...question });
    });
  }

  /** Another tab leads now: nobody knows what the one before did of what it was asked. */
  #lose() {
    for (const [id, { kind, question, mayRepeat, resolve, reject }] of this.#asked) {
      if (mayRepeat && this.#own) this.#do({ kind, ...question }).then(resolve, reject);
      else if (mayRepeat) this.#channel.postMessage({ kind, id, from: this.#id, ...question });
      else reject(Object.assign(new Error("the tab that answers was closed before it did"), { code: "ECONNRESET" }));
      if (!mayRepeat || this.#own) this.#asked.delete(id);
    }
  }

  #hear(message) {
    if (this.#ended) return;
    const { kind } = message;
    if (kind === "changed") this.listener?.();
    else if (kind === "leads") this.#follow(message.from);
    else if (kind === "answer") this.#take(message);
    else if (this.#own) this.#greet(message);
  }

  #greet(message) {
    this.#heard = true;
    if (message.kind === "hello") this.#channel.postMessage({ kind: "leads", from: this.#id });
    else this.#serve(message);
  }

  #follow(leader) {
    if (this.#own || this.#leader === leader) return;
    this.#leader = leader;
    this.#lose();
    this.#found.resolve();
  }

  #take({ to, id, output, error }) {
    const asked = to === this.#id && this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    if (error) asked.reject(revive(error));
    else asked.resolve(output);
  }

  async #serve(message) {
    const answer = { kind: "answer", to: message.from, id: message.id };
    try {
      this.#channel.postMessage({ ...answer, output: await this.#do(message) });
      if (message.name === "destroy") this.#end();
    } catch (error) {
      const { name, code, message: text } = error;
      if (!this.#ended) this.#channel.postMessage({ ...answer, error: { name, code, text } });
    }
  }

  async #do(message) {
    const { kind, name } = message;
    const own = this.#own;
    if (kind === "handle") return this.#answer({ ...message, header: (header) => message.headers[header] });
    if (kind === "handleOnce") return this.#answerOnce(message);
    if (kind === "dump") return own.dump();
    if (kind === "ask") return own.ask(name);
    const output = this.#changed(kind === "load" ? own.load(message.state) : own.control(name, message.input));
    await own.ask("flush");
    return output;
  }
}

function elsewhere(name) {
  return new EmulatorError("ANOTHER_TAB_LEADS", `${name}: the tables are in the memory of another tab, which has opened the same storage before`);
}

function revive({ name, code, text }) {
  if (name === "EmulatorError") return new EmulatorError(code, text);
  return Object.assign(name === "TypeError" ? new TypeError(text) : new Error(text), code && { code });
}
