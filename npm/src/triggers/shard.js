/** How many records are read at a time. */
const READ = 1000;

/** One shard of a stream, read from where a trigger begins. */
export class Shard {
  /** Records that were read and not handled yet, oldest first. */
  waiting = [];
  #call;
  #closed = false;
  /** The sequence number of the last record that was read: iterators expire, and the clock may be moved. */
  #last = undefined;
  #streamArn;

  /**
   * @param {(operation: string, input: object) => any} call which may give promises
   * @param {string} streamArn
   * @param {{ ShardId: string, ParentShardId?: string }} description
   */
  constructor(call, streamArn, { ShardId, ParentShardId }) {
    this.#call = call;
    this.#streamArn = streamArn;
    this.id = ShardId;
    this.parent = ParentShardId;
  }

  /** Whether nothing comes any more. */
  get ended() {
    return this.#closed && this.waiting.length === 0;
  }

  /** Reads what has been added and is wanted. */
  *read(wants) {
    let iterator = this.#closed ? undefined : yield* this.#iterator();
    while (iterator) {
      const { Records, NextShardIterator } = yield this.#call("GetRecords", { ShardIterator: iterator, Limit: READ });
      for (const record of Records) if (wants(record)) this.waiting.push(record);
      this.#last = Records.at(-1)?.dynamodb.SequenceNumber ?? this.#last;
      this.#closed = NextShardIterator === undefined;
      iterator = Records.length > 0 ? NextShardIterator : undefined;
    }
  }

  *#iterator() {
    const position = this.#last === undefined ? { ShardIteratorType: "TRIM_HORIZON" } : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: this.#last };
    try {
      return yield* this.#iteratorAt(position);
    } catch (error) {
      // What it has read last is older than 24 hours by now, or all of the shard is.
      if (error.message.includes("TrimmedDataAccessException")) return yield* this.#iteratorAt({ ShardIteratorType: "TRIM_HORIZON" });
      if (!error.message.includes("ResourceNotFoundException")) throw error;
      this.#closed = true;
      return undefined;
    }
  }

  *#iteratorAt(position) {
    const { ShardIterator } = yield this.#call("GetShardIterator", { StreamArn: this.#streamArn, ShardId: this.id, ...position });
    return ShardIterator;
  }
}
