/** What the head of a batch of records tells (kafka.apache.org/documentation, "Record Batch"). */
export interface Batch {
  /** All of it, head and records. */
  bytes: Buffer;
  /** How many offsets it takes. */
  count: number;
  /** Milliseconds since 1970 of its latest record. */
  maxTimestamp: bigint;
  /** Of an idempotent producer; -1 of others. */
  producer: bigint;
  epoch: number;
  /** The producer's number of its first record. */
  sequence: number;
}

/** Where the fields of the head are, in bytes. */
const places = {
  length: 8,
  magic: 16,
  lastOffsetDelta: 23,
  maxTimestamp: 35,
  producer: 43,
  epoch: 51,
  sequence: 53,
  records: 61,
} as const;
/** Offset and length stand before what the length counts. */
const beforeLength = 12;

/** The batches in what a producer sent, copied; undefined when it is not whole batches of the format 2. */
export function readBatches(bytes: Buffer): Batch[] | undefined {
  const batches: Batch[] = [];
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at);
    if (rest.length < places.records || rest.readInt8(places.magic) !== 2) return undefined;
    const size = rest.readInt32BE(places.length) + beforeLength;
    if (size < places.records || size > rest.length) return undefined;
    batches.push(headOf(Buffer.from(rest.subarray(0, size))));
    at += size;
  }
  return batches.length > 0 ? batches : undefined;
}

function headOf(bytes: Buffer): Batch {
  return {
    bytes,
    count: bytes.readInt32BE(places.lastOffsetDelta) + 1,
    maxTimestamp: bytes.readBigInt64BE(places.maxTimestamp),
    producer: bytes.readBigInt64BE(places.producer),
    epoch: bytes.readInt16BE(places.epoch),
    sequence: bytes.readInt32BE(places.sequence),
  };
}

/** Gives a batch its place in the log. The checksum does not cover the offset, so the rest stays as it came. */
export function placeBatch({ bytes }: Batch, offset: bigint): void {
  bytes.writeBigInt64BE(offset, 0);
}
