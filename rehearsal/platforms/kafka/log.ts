import { type Batch, placeBatch, readBatches } from './batch.js';
import { codes } from './codes.js';

/** What became of records that were sent: an error's code (0: none), and the offset of the first. */
interface Appended {
  code: number;
  offset: bigint;
}

interface Stored extends Batch {
  offset: bigint;
}

/** The records of one partition, from offset 0 on: nothing is ever cleared away. */
export class PartitionLog {
  readonly #batches: Stored[] = [];
  /** The last batch of each idempotent producer. */
  readonly #last = new Map<bigint, Stored>();
  #end = 0n;

  /** The offset that the next record gets. */
  get end(): bigint {
    return this.#end;
  }

  /** Takes batches as a producer sent them. One that an idempotent producer sends again is not stored again. */
  append(bytes: Buffer): Appended {
    const batches = readBatches(bytes);
    if (!batches) return { code: codes.corruptMessage, offset: -1n };
    let first: bigint | undefined;
    for (const batch of batches) {
      const { code, offset } = this.#append(batch);
      if (code !== codes.none) return { code, offset: -1n };
      first ??= offset;
    }
    return { code: codes.none, offset: first ?? this.#end };
  }

  /** Whole batches from the one on that holds the offset; the first in any case, more as long as they fit. */
  read(offset: bigint, atMost: number): Buffer {
    const parts: Buffer[] = [];
    let size = 0;
    const from = this.#batches.findIndex((batch) => batch.offset + BigInt(batch.count) > offset);
    for (const { bytes } of from < 0 ? [] : this.#batches.slice(from)) {
      if (parts.length > 0 && size + bytes.length > atMost) break;
      parts.push(bytes);
      size += bytes.length;
    }
    return Buffer.concat(parts);
  }

  /** The offset of the first batch with a record of that time (milliseconds since 1970) or later. */
  at(timestamp: bigint): bigint | undefined {
    return this.#batches.find((batch) => batch.maxTimestamp >= timestamp)?.offset;
  }

  #append(batch: Batch): Appended {
    const last = batch.producer < 0n ? undefined : this.#last.get(batch.producer);
    if (last && last.epoch === batch.epoch) {
      if (last.sequence === batch.sequence) return { code: codes.none, offset: last.offset };
      if (last.sequence + last.count !== batch.sequence)
        return { code: codes.outOfOrderSequence, offset: -1n };
    }
    const stored: Stored = { ...batch, offset: this.#end };
    placeBatch(stored, stored.offset);
    this.#batches.push(stored);
    if (stored.producer >= 0n) this.#last.set(stored.producer, stored);
    this.#end += BigInt(stored.count);
    return { code: codes.none, offset: stored.offset };
  }
}
