import { inSteps } from "../in-steps.js";
import { Batches } from "./batches.js";
import { readMapping } from "./mapping.js";
import { Shard } from "./shard.js";

/** The platform's own, whatever a test puts in its place later. */
const { clearTimeout, setTimeout } = globalThis;

/** How often who waits for a trigger looks whether its function has failed. */
const LOOK = 5;

const NONE = () => false;

/**
 * A function that is called with the records of a stream, as an event source mapping of Lambda calls it: in the order of each shard, a child
 * after its parent. Made by `triggers.add`.
 */
export class Trigger {
  #batches;
  /** How many calls there were of batches that were given up. */
  #callsBefore = 0;
  #clock;
  #ended = new Set();
  #mapping;
  #place;
  #remove;
  #removed = false;
  #shards = new Map();
  /** Until it is behind what there is now, where another tab has to be asked for that. */
  #skipping = undefined;
  #source;
  /** Looks again when a window is over. */
  #timer = undefined;
  #work = Promise.resolve();
  #working = false;
  /** Whether something may have happened since it last looked. */
  #woken = false;

  /**
   * @param {{ call: (operation: string, input: object, place: object) => any, clock: { now(): number }, region: string, accountId: string }} source
   * @param {object} options see `index.d.ts`
   * @param {() => void} remove
   */
  constructor(source, options, remove) {
    this.#mapping = readMapping(options);
    const { region = source.region, accountId = source.accountId, streamArn } = this.#mapping;
    this.#source = source;
    this.#clock = source.clock;
    this.#place = placeOf(streamArn) ?? { region, accountId };
    this.#remove = remove;
  }

  /** Finds out where it begins. */
  *begin() {
    try {
      yield* this.#find();
    } catch (error) {
      error.message = error.message.replace(/^call: /, "triggers.add: ");
      throw error;
    }
  }

  *#find() {
    const { startingPosition, streamArn } = this.#mapping;
    this.streamArn = streamArn ?? (yield* this.#latestStream());
    this.#batches = this.#newBatches();
    yield* this.#findShards();
    if (startingPosition === "LATEST") yield* this.#skip();
  }

  /** How many times the function was called. */
  get calls() {
    return this.#callsBefore + this.#batches.calls;
  }

  /** Lets the function be called no more. */
  remove() {
    this.#removed = true;
    this.#batches.stop();
    this.#remove();
  }

  /** Goes on behind what the stream holds now, which may be another past than the one that it has seen. What it has seen of that is given up. */
  skip() {
    this.#skipping = inSteps(this.#skip());
    // Whoever waits for the trigger is told.
    this.#skipping?.catch(() => {});
  }

  *#skip() {
    this.#callsBefore += this.#batches.calls;
    this.#batches.stop();
    this.#batches = this.#newBatches();
    this.#shards.clear();
    this.#ended.clear();
    try {
      yield* this.#findShards();
      for (const shard of this.#shards.values()) yield* shard.read(NONE);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** Looks for new records, after whatever it is doing. */
  wake() {
    this.#woken = true;
    if (this.#working) return;
    this.#working = true;
    this.#work = this.#run().finally(() => (this.#working = false));
    // Who waits is told; nobody need wait.
    this.#work.catch(() => {});
  }

  /**
   * Waits until all records were handled or discarded, but for those that a batching window still gathers.
   *
   * @throws what the function threw, if its batch is tried again without end, or what the destination for failures threw
   */
  async settled() {
    this.wake();
    while (this.#working) {
      await Promise.race([this.#work, new Promise((resolve) => setTimeout(resolve, LOOK))]);
      this.#batches.check();
    }
    await this.#work;
    this.#batches.check();
  }

  async #run() {
    while (this.#woken && !this.#removed) {
      this.#woken = false;
      await this.#skipping;
      if (!(await inSteps(this.#look()))) return;
      const shards = [...this.#shards.values()].filter(({ parent }) => !this.#shards.has(parent));
      await Promise.all(shards.map((shard) => this.#drain(shard)));
    }
  }

  /** Whether the stream is there. */
  *#look() {
    try {
      yield* this.#findShards();
      return true;
    } catch (error) {
      if (!isGone(error)) throw error;
      return false;
    }
  }

  #newBatches() {
    return new Batches(this.#mapping, this.#clock, this.streamArn, this.#place);
  }

  *#latestStream() {
    const { tableName } = this.#mapping;
    const { Table } = yield this.#call("DescribeTable", { TableName: tableName });
    const { LatestStreamArn, StreamSpecification } = Table;
    if (StreamSpecification?.StreamEnabled) return LatestStreamArn;
    throw new TypeError(`triggers.add: the table ${tableName} has no stream: create it with a StreamSpecification`);
  }

  *#findShards() {
    let ExclusiveStartShardId;
    do {
      const { StreamDescription } = yield this.#call("DescribeStream", { StreamArn: this.streamArn, ExclusiveStartShardId });
      for (const description of StreamDescription.Shards) this.#addShard(description);
      ExclusiveStartShardId = StreamDescription.LastEvaluatedShardId;
    } while (ExclusiveStartShardId);
  }

  #addShard(description) {
    const { ShardId } = description;
    if (this.#shards.has(ShardId) || this.#ended.has(ShardId)) return;
    this.#shards.set(ShardId, new Shard((operation, input) => this.#call(operation, input), this.streamArn, description));
  }

  async #drain(shard) {
    const { batchSize, parallelizationFactor, wants } = this.#mapping;
    const isCurrent = () => !this.#removed && this.#shards.get(shard.id) === shard;
    await inSteps(shard.read(wants));
    if (!isCurrent()) return;
    while (shard.waiting.length > 0 && !this.#gathers(shard.waiting)) {
      await this.#batches.handle(shard.id, this.#batches.first(shard.waiting, batchSize * parallelizationFactor));
      if (!isCurrent()) return;
      await inSteps(shard.read(wants));
      if (!isCurrent()) return;
    }
    const end = shard.waiting.length === 0 ? await this.#batches.close(shard.id, shard.ended ? Infinity : this.#clock.now()) : undefined;
    if (!isCurrent()) return;
    if (end !== undefined) this.#wakeIn(end - this.#clock.now());
    if (!shard.ended) return;
    this.#shards.delete(shard.id);
    this.#ended.add(shard.id);
    this.#woken = true;
  }

  /** Whether there is time left in which more records may come; it looks again when there is none. No window is longer because the clock was set back. */
  #gathers(records) {
    const { batchSize, batchingWindow } = this.#mapping;
    const left = records[0].dynamodb.ApproximateCreationDateTime * 1000 + batchingWindow - this.#clock.now();
    if (records.length >= batchSize || left <= 0 || left > batchingWindow) return false;
    this.#wakeIn(left);
    return true;
  }

  /** In real time: a clock that is moved wakes nobody, but the next request does. */
  #wakeIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), milliseconds);
    this.#timer.unref?.();
  }

  #call(operation, input) {
    return this.#source.call(operation, input, this.#place);
  }
}

function placeOf(streamArn) {
  const [, , , region, accountId] = streamArn?.split(":") ?? [];
  return region && { region, accountId };
}

/** A stream is gone when its emulator was reset, or put back to before the stream. */
function isGone(error) {
  return error.message.includes("ResourceNotFoundException") || error.code === "EMULATOR_CLOSED";
}
