import { eventOf, functionArn, invoke } from "./invocation.js";
import { TumblingWindow } from "./window.js";

/** How long a failed batch waits for the next attempt, in real time: twice as long each time. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 1000;

/** The platform's own, whatever a test puts in its place later. */
const { setTimeout } = globalThis;

/** What becomes of batches of records: a function is called until it succeeds, or until they are discarded. */
export class Batches {
  calls = 0;
  #clock;
  #failure = undefined;
  /** What the destination for failures threw, until somebody was told. */
  #lost = undefined;
  #mapping;
  #place;
  #stopped = false;
  #streamArn;
  /** The windows that are open, by shard. */
  #windows = new Map();

  constructor(mapping, clock, streamArn, place) {
    this.#mapping = mapping;
    this.#clock = clock;
    this.#streamArn = streamArn;
    this.#place = place;
  }

  /** Tries nothing again. */
  stop() {
    this.#stopped = true;
  }

  /** @throws what the function threw, while a batch is tried again without end; or, once, what the destination for failures did */
  check() {
    if (this.#failure) throw this.#failure.error;
    const lost = this.#lost;
    this.#lost = undefined;
    if (lost) throw lost.error;
  }

  /**
   * Handles records of a shard to their end. Records of one item stay in order; those of others are handled at the same time, if the mapping says so.
   *
   * @param {string} shardId
   * @param {object[]} records
   */
  async handle(shardId, records) {
    const { batchSize, parallelizationFactor } = this.#mapping;
    await this.#window(shardId, records);
    const lanes = Array.from({ length: parallelizationFactor }, () => []);
    for (const record of records) lanes[laneOf(record, parallelizationFactor)].push(record);
    await Promise.all(lanes.map(async (lane) => {
      for (let start = 0; start < lane.length; start += batchSize) await this.#handleBatch(shardId, lane.slice(start, start + batchSize), 0);
    }));
  }

  /** Of `records` of a shard those that come first, as many as are handled together: those of another window come later. */
  first(records, count) {
    const { tumblingWindow } = this.#mapping;
    if (tumblingWindow === 0) return records.splice(0, count);
    const window = new TumblingWindow(tumblingWindow, timeOf(records[0]), {});
    const later = records.findIndex((record) => !window.holds(timeOf(record)));
    return records.splice(0, Math.min(count, later < 0 ? Infinity : later));
  }

  /**
   * Lets the function end the window of a shard: one that is over at `time`. Lambda goes on with the shard once that has succeeded.
   *
   * @returns {Promise<number | undefined>} when the window of the shard ends, if it has one that is not over
   */
  async close(shardId, time) {
    const window = this.#windows.get(shardId);
    if (!window || this.#stopped) return undefined;
    if (time < window.end) return window.end;
    await this.#handleBatch(shardId, [], 0, true);
    this.#windows.delete(shardId);
    return undefined;
  }

  async #window(shardId, records) {
    const { tumblingWindow } = this.#mapping;
    if (tumblingWindow === 0 || records.length === 0) return;
    const time = timeOf(records[0]);
    if (!this.#windows.get(shardId)?.holds(time)) {
      await this.close(shardId, Infinity);
      this.#windows.set(shardId, new TumblingWindow(tumblingWindow, time, { shardId, eventSourceARN: this.#streamArn }));
    }
  }

  async #handleBatch(shardId, batch, before, isFinal = false) {
    const { bisectBatchOnFunctionError, maximumRetryAttempts } = this.#mapping;
    let rest = batch;
    for (let attempts = before; !this.#stopped; attempts += 1) {
      rest = await this.#withoutOld(shardId, rest, attempts);
      let done = true;
      const error = await this.#attempt(shardId, rest, isFinal, (left, failed) => ([rest, done] = [left, !failed]));
      if (rest.length === 0 && done) break;
      if (bisectBatchOnFunctionError && rest.length > 1) return this.#halve(shardId, rest, attempts);
      if (maximumRetryAttempts >= 0 && attempts >= maximumRetryAttempts) {
        if (rest.length > 0) await this.#discard(shardId, rest, "RetryAttemptsExhausted", attempts + 1, error);
        break;
      }
      if (maximumRetryAttempts < 0) this.#failure = { error };
      await new Promise((resolve) => setTimeout(resolve, Math.min(FIRST_PAUSE * 2 ** attempts, LONGEST_PAUSE)));
    }
    this.#failure = undefined;
  }

  /** Halves do not count as attempts. */
  async #halve(shardId, records, attempts) {
    const half = Math.ceil(records.length / 2);
    await this.#handleBatch(shardId, records.slice(0, half), attempts);
    await this.#handleBatch(shardId, records.slice(half), attempts);
  }

  /** Calls the function once, and tells which records have to be tried again. */
  async #attempt(shardId, records, isFinal, leave) {
    const { handler, functionName, reportsFailures } = this.#mapping;
    if (records.length === 0 && !isFinal) return undefined;
    const window = this.#windows.get(shardId);
    this.calls += 1;
    try {
      const event = { ...eventOf(records, this.#streamArn), ...window?.properties(isFinal) };
      const answered = await invoke(handler, functionName, event, crypto.randomUUID(), this.#place);
      window?.keep(answered, functionName);
      leave(reportsFailures ? failed(records, answered) : [], false);
      return new Error(`${functionName} reported failures of its batch`);
    } catch (error) {
      leave(records, true);
      return error;
    }
  }

  async #withoutOld(shardId, records, attempts) {
    const { maximumRecordAge } = this.#mapping;
    const isOld = ({ dynamodb }) => this.#clock.now() - dynamodb.ApproximateCreationDateTime * 1000 > maximumRecordAge;
    const old = records.filter(isOld);
    if (old.length > 0) await this.#discard(shardId, old, "RecordAgeExceeded", attempts, undefined);
    return records.filter((record) => !old.includes(record));
  }

  /** Tells a destination for failures. The stream goes on if that fails, too. */
  async #discard(shardId, records, ...reason) {
    try {
      await this.#mapping.onFailure(this.#failureOf(shardId, records, ...reason));
    } catch (error) {
      this.#lost = { error };
    }
  }

  /** What a destination for failures is told. */
  #failureOf(shardId, records, condition, approximateInvokeCount, error) {
    const { functionName } = this.#mapping;
    const arrival = ({ dynamodb }) => new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString();
    const [first, last] = [records[0], records.at(-1)];
    return {
      requestContext: { requestId: crypto.randomUUID(), functionArn: functionArn(functionName, this.#place), condition, approximateInvokeCount },
      ...(error && { responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" } }),
      version: "1.0",
      timestamp: new Date(this.#clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: first.dynamodb.SequenceNumber,
        endSequenceNumber: last.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: records.length,
        streamArn: this.#streamArn,
      },
    };
  }
}

/** The first failure that a function reports, and all after it. What it reports wrongly fails the whole batch. */
function failed(records, answered) {
  const failures = answered?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return records;
  const at = failures.map((failure) => records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failure?.itemIdentifier));
  return at.includes(-1) ? records : records.slice(Math.min(...at, records.length));
}

/** When a record was written, which decides its window. */
function timeOf({ dynamodb }) {
  return dynamodb.ApproximateCreationDateTime * 1000;
}

function laneOf({ dynamodb: { Keys } }, count) {
  let hash = 0;
  for (const letter of JSON.stringify(Keys)) hash = (hash * 31 + letter.codePointAt(0)) >>> 0;
  return hash % count;
}
