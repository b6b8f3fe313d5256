import { signal } from "@preact/signals";

import type { Item } from "../model/attribute.ts";
import { call } from "./call.ts";

export interface StreamRecord {
  eventID: string;
  eventName: "INSERT" | "MODIFY" | "REMOVE";
  userIdentity?: { type: string; principalId: string };
  dynamodb: { Keys: Item; NewImage?: Item; OldImage?: Item; SequenceNumber: string; SizeBytes: number; ApproximateCreationDateTime: number };
}

const MOST = 500;

/** The records of a stream, read shard by shard, the latest first. */
export class FollowStream {
  records = signal<StreamRecord[]>([]);
  #iterators = new Map<string, string | undefined>();

  constructor(readonly arn: string) {}

  /** Reads what has come since. */
  async read(): Promise<void> {
    await this.#findShards();
    for (const [shard, iterator] of this.#iterators) if (iterator) await this.#readShard(shard, iterator);
  }

  async #findShards(): Promise<void> {
    const { StreamDescription } = await call("DescribeStream", { StreamArn: this.arn }, { quiet: true });
    for (const { ShardId } of StreamDescription.Shards) {
      if (this.#iterators.has(ShardId)) continue;
      const { ShardIterator } = await call("GetShardIterator", { StreamArn: this.arn, ShardId, ShardIteratorType: "TRIM_HORIZON" }, { quiet: true });
      this.#iterators.set(ShardId, ShardIterator);
    }
  }

  async #readShard(shard: string, iterator: string): Promise<void> {
    const { Records, NextShardIterator } = await call("GetRecords", { ShardIterator: iterator }, { quiet: true }).catch(() => ({ Records: [], NextShardIterator: undefined }));
    // An iterator that expired, the clock being moved, is replaced at the next turn.
    if (NextShardIterator === undefined && Records.length === 0) this.#iterators.delete(shard);
    else this.#iterators.set(shard, NextShardIterator);
    const known = new Set(this.records.value.map(({ eventID }) => eventID));
    const fresh = (Records as StreamRecord[]).filter(({ eventID }) => !known.has(eventID));
    if (fresh.length > 0) this.records.value = [...fresh.toReversed(), ...this.records.value].slice(0, MOST);
  }
}
