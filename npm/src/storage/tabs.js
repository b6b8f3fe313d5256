import { Clock } from "../clock.js";
import { EmulatorError } from "../emulator-error.js";
import { readHeaders } from "../routes.js";
import { Changes } from "./changes.js";
import { connectionLost } from "./connection-lost.js";
import { watchPage } from "./page-lifecycle.js";

/** Operations that change nothing: they may be asked twice, and nobody has to hear of them. */
const READS = /\.(Get|BatchGet|Query|Scan|List|Describe|Search|TransactGet)/;
/** The same of methods, where requests name no operation. */
const READING = /^(?:GET|HEAD)$/;

/** The version of what tabs tell each other: pages of one origin may have other versions of the package. */
const PROTOCOL = 2;

/** So many milliseconds a tab that leads may leave others without an answer before they ask for its lock anew. */
const PATIENCE = 2_000;
/**
 * After so many times of that in silence they take the lock. Ten seconds are ten times what the engine's longest call takes with 100,000 items, and about
 * when browsers ask their users whether to go on waiting for a page. Only time in which the one who waits is awake itself counts.
 */
const SILENCES = 5;
/** So many times more are given to who has said that it will be long. */
const LONG = 30;

/** Controls that need no tables. */
const ANYWHERE = ["operations", "price"];
/** Controls that may be asked twice. */
const REPEATABLE = ["contributorInsights", "holdings", "readDataStream", "subscribe", "unsubscribe"];
/** Controls after which everything may be other than it was, without changes of single items. */
const REPLACING = ["clear", "reset"];

/**
 * Who opens a store in order to lead.
 *
 * @typedef {object} Leader
 * @property {string} id
 * @property {string[]} others those of all who may have led before
 * @property {() => void} lost told that the store was closed from outside
 */

/**
 * The tabs and workers of one origin that have opened the same name. One of them leads: it holds the lock of that name, has the engine and
 * the store, and answers the others. When it is gone, another one gets the lock, opens the store and leads. When it stands still, another one takes the
 * lock, and the store takes nothing more from it.
 *
 * This is the boundary of an emulator in such a tab: while it leads, that of its engine; otherwise what asks the one that leads.
 */
export class Tabs {
  clock;
  /** Told after each request, of this tab or another one, that something may have happened. */
  listener = undefined;
  /** Told that another tab has put something else in the place of everything. */
  replaced = undefined;
  /** Told that there may be changes that nobody tells of, or that what was told was taken back. */
  missed = undefined;
  /** Makes a stream of bytes, as clients on this platform read them. */
  streamOf;

  #channel;
  /** Another one each time that it joins or begins to lead: who has led once does not lead under the same name again. */
  #id;
  #lead;
  #name;
  #verify;
  /** Whether this tab wants to know what its requests cost. */
  #observes = false;
  /** The changes that this tab has asked for, by its numbers. */
  #wanted = new Map();
  /** Changes that the tab that leads has told of. */
  #told = [];
  /** Once this tab leads: which tabs want to know of which changes, those that have ever asked, and what is being answered to them. */
  #changes = undefined;
  #followers = new Set();
  #serving = new Set();
  #telling = false;
  /** Once this tab leads: the boundary of the engine and its store. */
  #own = undefined;
  /** Makes an engine without tables. */
  #spare;
  /** The id of the tab that leads, as far as this one was told. */
  #leader = undefined;
  /** Whether another tab has ever asked something. */
  #heard = false;
  /** Called once a tab leads that can be asked. */
  #found;
  #finding = new Promise((resolve, reject) => {
    this.#found = { resolve, reject };
  });
  /** What this tab has asked, or asks once it knows of whom, and was not told yet, by number. */
  #asked = new Map();
  #count = 0;
  /** Whether it was told once who leads. */
  #joined = false;
  #free = undefined;
  #die = undefined;
  #ended = undefined;
  /** Whether this tab is about to lead, to wait for that or to be closed, which nothing interrupts. */
  #busy = false;
  /** Whether the page is stopped. */
  #away = false;
  /** Ends what hears of that. */
  #unwatch;
  #timer = undefined;
  /** How many times it has looked since it heard of the tab that leads. */
  #silence = 0;
  /** When it was sure last to have the lock. */
  #sure = 0;
  #making = undefined;
  /** Ends the waiting of a tab that leads for others to be gone. */
  #leading = undefined;

  /**
   * @param {string} name
   * @param {{ now: () => number, accessKeys: { verify: boolean } }} settings what `readOptions` returned
   * @param {(leader: Leader) => Promise<import("./stored.js").Stored>} lead opens the store
   * @param {() => import("../boundary.js").Boundary} spare makes an engine without tables
   * @param {(bytes: Uint8Array) => object} streamOf
   */
  constructor(name, settings, lead, spare, streamOf) {
    this.#name = `dynatab/${name}`;
    this.#lead = lead;
    this.#spare = spare;
    this.streamOf = streamOf;
    this.#verify = settings.accessKeys.verify;
    this.clock = new Clock(settings.now, () => this.#post({ kind: "clock", clock: this.clock.position }));
    this.#unwatch = watchPage(() => this.#leave(), () => this.#comeBack());
  }

  /** Leads, or finds the tab that does. What keeps the store from being opened is thrown. */
  async join() {
    await Promise.all([this.#join().catch((error) => this.#fail(error)), this.#finding]);
    return this;
  }

  async #join() {
    this.#busy = true;
    this.#id = crypto.randomUUID();
    this.#silence = 0;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    await this.#live();
    if ((await this.#seek({ ifAvailable: true })) || this.#ended) return;
    this.#queue();
    this.#timer = setInterval(() => this.#insist(), PATIENCE);
    this.#busy = false;
    this.#post({ kind: "hello" });
  }

  /**
   * Who leads and says nothing may be a worker, of a page in the back/forward cache, which nobody tells that it is stopped. Chromium ends such a page when
   * somebody asks for a lock that it holds, and gives the lock to who asks after that. From any other who stands still the lock is taken.
   */
  #insist() {
    if (this.#own || this.#busy || (this.#leader !== undefined && this.#asked.size === 0)) return;
    this.#silence += 1;
    this.#post({ kind: "hello" });
    if (this.#silence === 2) {
      this.#free();
      this.#queue();
    } else if (this.#silence > SILENCES) {
      this.#silence = 0;
      this.#busy = true;
      this.#free();
      this.#seek({ steal: true });
    }
  }

  /** Another tab has taken the lock, or somebody the store: what is stored is another's, or gone. */
  #yield(own) {
    if (own && this.#own === own) this.#rejoin();
  }

  #rejoin() {
    this.#leave();
    this.#comeBack();
  }

  /** The page is stopped. Who asks it would wait for ever, and a lock that it is given would be nobody's. */
  #leave() {
    if (this.#ended || this.#away || this.#busy) return;
    this.#own?.leave();
    this.#own = undefined;
    this.#leader = undefined;
    this.#letGo();
    this.#away = true;
  }

  /** The page goes on. Others may have led meanwhile, and told what nobody heard here. */
  #comeBack() {
    if (this.#ended || !this.#away) return;
    this.#away = false;
    this.#join().catch((error) => this.#fail(error));
  }

  /** Whether it was closed, or lost. */
  get ended() {
    return this.#ended !== undefined || this.#own?.ended === true;
  }

  /** Whether this tab leads. */
  get leads() {
    return this.#own !== undefined;
  }

  /** @returns {Promise<{ statusCode: number, headers: Record<string, string>, body: Uint8Array }>} */
  async handle(method, uri, header, body) {
    const elsewhere = () => {
      const headers = readHeaders(uri, header, this.#verify);
      const question = { method, uri, headers, body: body.slice(), now: this.clock.now(), costs: this.#observes };
      return this.#ask("handle", question, READS.test(headers["x-amz-target"]));
    };
    return this.#handle(() => this.#answer({ method, uri, header, body, now: this.clock.now() }), elsewhere);
  }

  /** @returns {Promise<{ statusCode: number, headers: Record<string, string>, body: Uint8Array }>} */
  async handleOnce(method, uri, headers, body) {
    const question = { method, uri, headers: { ...headers }, body, now: this.clock.now(), costs: this.#observes };
    return this.#handle(() => this.#answerOnce(question), () => this.#ask("handleOnce", question, READING.test(method)));
  }

  /** Another tab may turn out to lead: what this one was asked is not stored then, and is asked of that. */
  async #handle(here, elsewhere) {
    this.#check();
    if (this.#doubts()) await this.#makeSure();
    const own = this.#own;
    if (!own) return elsewhere();
    try {
      return await here();
    } catch (error) {
      if (error.code !== "ECONNRESET") throw error;
      this.#yield(own);
      return elsewhere();
    }
  }

  /** One that stood still may have lost its lock without having heard of it. */
  #doubts() {
    return this.#own && performance.now() - this.#sure > PATIENCE;
  }

  /** All wait for one answer, so that they stay in their order. */
  #makeSure() {
    const own = this.#own;
    this.#making ??= this.#holds()
      .then((holds) => holds || this.#yield(own))
      .finally(() => (this.#making = undefined));
    return this.#making;
  }

  /** Whether this tab has the lock. */
  async #holds() {
    const now = performance.now();
    const held = await this.#held();
    const [leader, self] = [this.#name, `${this.#name}/${this.#id}`].map((name) => held.find((lock) => lock.name === name)?.clientId);
    this.#sure = now;
    return leader === self;
  }

  async #held() {
    return (await navigator.locks.query()).held;
  }

  control(name, input = {}) {
    this.#check();
    const asked = this.#controlHere(name, input);
    if (asked) return asked();
    if (this.#own) return this.#changed(this.#controlled(name, input, this.#id));
    if (ANYWHERE.includes(name)) return this.#inSpare((spare) => spare.control(name, input));
    return this.#ask("control", { name, input }, REPEATABLE.includes(name) || (name === "call" && READS.test(`.${input.operation}`)));
  }

  /** What concerns this tab alone is asked here. */
  #controlHere(name, input) {
    if (name === "subscribe") return () => this.#subscribe(input);
    if (name === "unsubscribe") return () => this.#unsubscribe(input);
    if (name === "takeChanges") return () => (this.#own ? this.#changes.take() : this.#told.splice(0));
    if (name === "observeCosts") return () => this.#observe(input);
    // Another tab tells the costs of a request together with its answer.
    if (name === "takeCosts" && !this.#own) return () => [];
    return undefined;
  }

  snapshot() {
    this.#check();
    if (this.#own) return this.#own.snapshot();
    const keep = (spare, state) => {
      spare.load(state);
      return spare.snapshot();
    };
    return this.dump().then((state) => this.#inSpare((spare) => keep(spare, state)));
  }

  restore(snapshot) {
    this.#check();
    if (this.#own) return this.#replace(this.#own.restore(snapshot), this.#id);
    const write = (spare) => {
      spare.restore(snapshot);
      return spare.dump();
    };
    return this.load(this.#inSpare(write));
  }

  fork() {
    this.#check();
    if (this.#own) return this.#own.fork();
    return this.dump().then((state) => {
      const fork = this.#spare();
      fork.load(state);
      fork.clock = this.clock.fork();
      return fork;
    });
  }

  dump() {
    this.#check();
    return this.#own ? this.#own.dump() : this.#ask("dump", {}, true);
  }

  load(state) {
    this.#check();
    return this.#own ? this.#loadHere(state, this.#id) : this.#ask("load", { state }, false);
  }

  #loadHere(state, by) {
    this.#sayBusy();
    return this.#replace(this.#own.load(state), by);
  }

  /** What the storage is asked, here or where it is. */
  ask(name) {
    this.#check();
    const asked = this.#own ? this.#own.ask(name) : this.#ask("ask", { name }, name !== "destroy");
    return name === "destroy" ? asked.then(() => this.#end()) : asked;
  }

  async close() {
    if (this.#ended) return;
    this.#busy = true;
    try {
      await this.#own?.close();
    } finally {
      this.#end();
    }
  }

  /** The tab that leads would not understand this one. */
  #part() {
    const text = `storage "idb://${this.#name.slice(this.#name.indexOf("/") + 1)}": another tab has opened it with another version of dynatab: close or reload it`;
    this.#fail(new EmulatorError("STORAGE_UNAVAILABLE", text));
  }

  /** Another tab may be luckier with the store. */
  #fail(error) {
    this.#end(() => error);
    this.#found.reject(error);
  }

  #end(ended = () => new EmulatorError("EMULATOR_CLOSED", "this emulator is closed: create another one with createEmulator()")) {
    this.#ended = ended;
    for (const asked of this.#asked.values()) asked.reject(this.#ended());
    this.#asked.clear();
    this.#unwatch();
    this.#letGo();
  }

  #letGo() {
    clearInterval(this.#timer);
    this.#channel.close();
    this.#free?.();
    this.#die?.();
    this.#leading?.abort();
  }

  #post(message) {
    if (!this.#ended && !this.#away) this.#channel.postMessage(message);
  }

  #check() {
    if (this.#ended) throw this.#ended();
  }

  #inSpare(use) {
    const spare = this.#spare();
    try {
      return use(spare);
    } finally {
      spare.close();
    }
  }

  /** It is asked again of whichever tab leads next. */
  #subscribe(input) {
    this.#wanted.set(input.id, input);
    return this.#own ? this.#changes.subscribe(input) : this.#ask("control", { name: "subscribe", input }, true);
  }

  #unsubscribe(input) {
    this.#wanted.delete(input.id);
    return this.#own ? this.#changes.unsubscribe(input) : this.#ask("control", { name: "unsubscribe", input }, true);
  }

  #observe(input) {
    this.#observes = input.observes;
    return this.#own?.control("observeCosts", input);
  }

  #controlled(name, input, by) {
    const output = this.#own.control(name, input);
    return REPLACING.includes(name) ? this.#replace(output, by) : output;
  }

  /** Lets all tabs but the one that did so hear that everything may be other than it was. */
  #replace(output, by) {
    if (this.#heard) this.#post({ kind: "replaced", by });
    if (by !== this.#id) this.replaced?.();
    return output;
  }

  /** What was told was taken back, since it could not be stored. */
  #miss() {
    if (this.#heard) this.#post({ kind: "missed" });
    this.missed?.();
  }

  /** Lets the other tabs hear that something may have happened. */
  #changed(output) {
    if (this.#heard) this.#post({ kind: "changed" });
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

  /** Asks for the lock. It is held until the tab is closed, by its code or by its user, or somebody takes it. Gives whether it was there. */
  #seek(options) {
    let own;
    return new Promise((resolve) => {
      const hold = async (lock) => {
        if (!lock) return resolve(false);
        return this.#holdOpen((opened) => {
          own = opened;
          resolve(true);
        });
      };
      navigator.locks.request(this.#name, options, hold).catch((error) => (error.name === "AbortError" ? this.#yield(own) : this.#fail(error)));
    });
  }

  /** Holds a lock of its own, by which the tab that leads learns when this one is gone. */
  #live() {
    const alive = new Promise((resolve) => {
      this.#die = resolve;
    });
    return new Promise((resolve) => {
      navigator.locks.request(`${this.#name}/${this.#id}`, () => (resolve(), alive));
    });
  }

  /** Waits for the tab that leads to be gone. */
  #queue() {
    const controller = new AbortController();
    this.#free = () => controller.abort();
    this.#seek({ signal: controller.signal });
  }

  /** Leads, with the lock, until the tab is closed or stopped, or the lock is taken. */
  async #holdOpen(opened) {
    this.#busy = true;
    await this.#open();
    this.#busy = false;
    opened(this.#own);
    if (this.#ended) return;
    if (!this.#own) return this.#rejoin();
    await new Promise((resolve) => (this.#free = resolve));
  }

  /** What other tabs ask meanwhile is not heard: they are told when somebody can answer. */
  async #open() {
    if (this.#ended) return;
    this.#sayBusy();
    // The one before may be fenced off: all who live are when somebody begins to lead.
    this.#die();
    this.#id = crypto.randomUUID();
    await this.#live();
    const own = await this.#openStore();
    if (!own || this.#ended) return own?.close();
    if (!(await this.#holds())) return own.leave();
    own.clock = this.clock;
    own.listener = () => this.#happened();
    own.missed = () => this.#miss();
    this.#changes = new Changes((name, input) => own.control(name, input));
    this.#own = own;
    this.#leading = new AbortController();
    this.#followers.clear();
    this.#announce();
    this.#lose();
    if (this.#observes) own.control("observeCosts", { observes: true });
    this.#renew((input) => this.#changes.subscribe(input));
    this.#found.resolve();
  }

  /** Nothing, if the lock was taken meanwhile. */
  async #openStore() {
    const prefix = `${this.#name}/`;
    const names = (await this.#held()).map(({ name }) => name).filter((name) => name.startsWith(prefix));
    const others = names.map((name) => name.slice(prefix.length)).filter((id) => id !== this.#id);
    let own;
    try {
      own = await this.#lead({ id: this.#id, others, lost: () => this.#yield(own) });
    } catch (error) {
      if (error.code !== "ECONNRESET") throw error;
    }
    return own;
  }

  #sayBusy() {
    this.#post({ kind: "busy" });
  }

  #announce() {
    this.#post({ kind: "leads", from: this.#id, protocol: PROTOCOL, clock: this.clock.position });
  }

  /** Asks another engine for the changes that were asked for. What came in between was told to nobody. */
  #renew(subscribe) {
    for (const input of this.#wanted.values()) subscribe(input);
    if (this.#joined) this.missed?.();
    this.#joined = true;
  }

  #happened() {
    this.listener?.();
    if (this.#telling || !this.#changes.some) return;
    this.#telling = true;
    this.#tell().finally(() => (this.#telling = false));
  }

  /** Other tabs are told what is stored, after whoever asked for it was answered. */
  async #tell() {
    const own = this.#own;
    await own.ask("flush").catch(() => {});
    await Promise.allSettled(this.#serving);
    if (this.#ended || this.#own !== own) return;
    for (const tab of this.#changes.waiting()) this.#post({ kind: "changes", to: tab, changes: this.#changes.take(tab) });
  }

  #ask(kind, question, mayRepeat) {
    this.#check();
    this.#count += 1;
    const id = this.#count;
    const sent = this.#leader !== undefined;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { kind, question, mayRepeat, sent, resolve, reject });
      if (sent) this.#post({ kind, id, from: this.#id, ...question });
    });
  }

  /** Another tab leads now: nobody knows what the one before did of what it was asked. */
  #lose() {
    for (const [id, asked] of this.#asked) {
      const { kind, question, mayRepeat, sent, resolve, reject } = asked;
      const again = mayRepeat || !sent;
      asked.sent = true;
      if (again && this.#own) this.#do({ kind, ...question }).then(resolve, reject);
      else if (again) this.#post({ kind, id, from: this.#id, ...question });
      else reject(connectionLost());
      if (!again || this.#own) this.#asked.delete(id);
    }
  }

  #hear(message) {
    if (this.#ended) return;
    const { kind } = message;
    if (kind === "changed") this.listener?.();
    else if (kind === "clock") this.clock.position = message.clock;
    else if (kind === "replaced") message.by === this.#id || this.replaced?.();
    else if (kind === "missed") this.missed?.();
    else if (kind === "leads") this.#follow(message);
    else if (kind === "changes") this.#hearChanges(message);
    else if (kind === "answer") this.#take(message);
    else if (kind === "busy") this.#silence = -LONG;
    else if (this.#own) this.#greet(message);
    else if (kind === "hello" && this.#busy) this.#sayBusy();
  }

  #hearChanges({ to, changes }) {
    if (to !== this.#id) return;
    this.#told.push(...changes);
    this.listener?.();
  }

  async #greet(message) {
    this.#heard = true;
    if (this.#doubts()) await this.#makeSure();
    if (!this.#own) return;
    if (message.kind === "hello") return this.#announce();
    const serving = this.#serve(message).finally(() => this.#serving.delete(serving));
    this.#serving.add(serving);
  }

  #follow({ from, protocol, clock }) {
    this.#silence = 0;
    if (this.#own || this.#leader === from) return;
    if (protocol !== PROTOCOL) return this.#part();
    this.#leader = from;
    this.clock.position = clock;
    this.#lose();
    this.#renew((input) => this.#ask("control", { name: "subscribe", input }, true).catch(() => {}));
    this.#found.resolve();
  }

  #take({ to, from, id, output, error }) {
    const asked = to === this.#id && from === this.#leader && this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    if (error) asked.reject(revive(error));
    else asked.resolve(output);
  }

  async #serve(message) {
    const own = this.#own;
    const answer = (content) => {
      // It may have been asked again of another tab, which has led since.
      if (this.#own === own) this.#post({ kind: "answer", to: message.from, from: this.#id, id: message.id, ...content });
    };
    try {
      answer({ output: await this.#do(message) });
      if (message.kind === "ask" && message.name === "destroy") this.#end();
    } catch ({ name, code, message: text }) {
      answer({ error: { name, code, text } });
    }
  }

  async #do(message) {
    const { kind, name, input, from } = message;
    const own = this.#own;
    if (kind.startsWith("handle")) return this.#answerWithCosts(message);
    if (kind === "dump") return own.dump();
    if (kind === "ask") return own.ask(name);
    const output = this.#changed(kind === "load" ? this.#loadHere(message.state, from) : this.#controlFor(from, name, input));
    await own.ask("flush");
    return output;
  }

  #controlFor(tab, name, input) {
    if (name === "subscribe") {
      this.#awaitEnd(tab);
      return this.#changes.subscribe(input, tab);
    }
    return name === "unsubscribe" ? this.#changes.unsubscribe(input, tab) : this.#controlled(name, input, tab);
  }

  /** The engine counts for whoever asks; what another tab's request costs is not to be counted as one of this tab. */
  #answerWithCosts(message) {
    const { costs, headers, kind } = message;
    const own = this.#own;
    if (costs) own.control("observeCosts", { observes: true });
    const answered = kind === "handle" ? this.#answer({ ...message, header: (header) => headers[header] }) : this.#answerOnce(message);
    if (!costs && !this.#observes) return answered;
    const taken = own.control("takeCosts");
    own.control("observeCosts", { observes: this.#observes });
    return costs ? answered.then((response) => ({ ...response, costs: taken })) : answered;
  }

  /** A tab holds a lock for as long as it lives. */
  #awaitEnd(tab) {
    if (this.#followers.has(tab)) return;
    this.#followers.add(tab);
    navigator.locks.request(`${this.#name}/${tab}`, { signal: this.#leading.signal }, () => {
      this.#followers.delete(tab);
      this.#changes.forget(tab);
    }).catch(() => {});
  }
}

function revive({ name, code, text }) {
  if (name === "EmulatorError") return new EmulatorError(code, text);
  return Object.assign(name === "TypeError" ? new TypeError(text) : new Error(text), code && { code });
}
