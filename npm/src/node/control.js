import { show } from "../options.js";

/** Where the controls are. No operation of AWS has a path of its own. */
export const CONTROL_PATH = "/_dynatab/";

/**
 * What tests in any language ask of a server beside the requests of its clients: the methods of an emulator by their names, their argument and result as JSON.
 */
export class Control {
  #emulator;
  #kept = new Map();
  #count = 0;

  constructor(emulator) {
    this.#emulator = emulator;
  }

  /**
   * Answers one request.
   *
   * A page of a foreign site can send a browser's requests here, but none whose content type is JSON: such a one is asked for first, and not granted.
   *
   * @param {{ method: string, path: string, headers: Record<string, string>, body: Uint8Array }} request
   * @returns {Promise<{ statusCode: number, headers: Record<string, string>, body: Uint8Array }>}
   */
  async answer({ method, path, headers, body }) {
    if (method !== "POST") return json(405, { message: `write POST ${path}` });
    if (headers.origin !== undefined || !/^application\/json\b/.test(headers["content-type"] ?? "")) {
      return json(403, { message: "controls are for tests, not for pages: send JSON with the header content-type: application/json" });
    }
    const name = path.slice(CONTROL_PATH.length);
    if (!Object.hasOwn(CONTROLS, name)) return json(404, { message: `there is no control ${JSON.stringify(name)}; write one of ${Object.keys(CONTROLS).join(", ")}` });
    try {
      const answer = (await CONTROLS[name](this.#emulator, read(body), this)) ?? null;
      // What is answered is stored, as with the requests of clients.
      await this.#emulator.storage?.flush();
      return json(200, answer);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return json(400, { message: error.message });
    }
  }

  /** Keeps what JSON cannot hold under a name. */
  keep(thing) {
    const id = String((this.#count += 1));
    this.#kept.set(id, thing);
    return { id };
  }

  kept(argument) {
    const id = argument?.id;
    if (this.#kept.has(id)) return this.#kept.get(id);
    throw new TypeError(`there is nothing with the id ${show(id)}: write the id that was answered`);
  }

  forget(argument) {
    return this.#kept.delete(argument?.id);
  }
}

const told = ({ clock }) => ({ now: clock.now(), frozen: clock.frozen });

/** The controls: each is given the emulator, its argument, and who keeps things. */
const CONTROLS = {
  "clock.advance": (emulator, duration) => (emulator.clock.advance(duration), told(emulator)),
  "clock.follow": (emulator) => (emulator.clock.follow(), told(emulator)),
  "clock.freeze": (emulator, at) => (emulator.clock.freeze(at), told(emulator)),
  "clock.now": (emulator) => told(emulator),
  "clock.set": (emulator, at) => (emulator.clock.set(at), told(emulator)),
  "faults.add": (emulator, fault, control) => control.keep(emulator.faults.add(fault)),
  "faults.clear": (emulator) => emulator.faults.clear(),
  "faults.met": (_, argument, control) => control.kept(argument).met,
  "faults.remove": (_, argument, control) => (control.kept(argument).remove(), control.forget(argument)),
  "holdTransaction.release": (_, argument, control) => {
    const released = control.kept(argument).release();
    control.forget(argument);
    return released;
  },
  "replication.heal": (emulator, region) => emulator.replication.heal(region),
  "replication.isolate": (emulator, region) => emulator.replication.isolate(region),
  "requests.clear": (emulator) => emulator.requests.clear(),
  "requests.consumed": (emulator, filter) => emulator.requests.consumed(filter),
  "requests.list": (emulator, filter) => emulator.requests.list(filter),
  "requests.record": (emulator, options) => void emulator.requests.record(options),
  "requests.stop": (emulator) => emulator.requests.stop(),
  "snapshot.forget": (_, argument, control) => control.forget(argument),
  clear: (emulator, tables) => emulator.clear(tables),
  contributorInsights: (emulator, target) => emulator.contributorInsights(target),
  expireItems: (emulator) => emulator.expireItems(),
  holdTransaction: (emulator, transaction, control) => control.keep(emulator.holdTransaction(transaction)),
  report: (emulator, options) => emulator.report(options),
  "report.text": async (emulator, options) => String(await emulator.report(options)),
  reset: (emulator) => emulator.reset(),
  restore: (emulator, argument, control) => emulator.restore(control.kept(argument)),
  setTableStatus: (emulator, change) => emulator.setTableStatus(change),
  snapshot: (emulator, _, control) => control.keep(emulator.snapshot()),
  splitShard: (emulator, shard) => emulator.splitShard(shard),
};

/** Without a body there is no argument. */
function read(body) {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (error) {
    throw new TypeError(`the body is no JSON: ${error.message}`);
  }
}

function json(statusCode, value) {
  return { statusCode, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(value)) };
}
