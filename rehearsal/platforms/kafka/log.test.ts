import { describe, expect, it } from '@jest/globals';
import { codes } from './codes.js';
import { PartitionLog } from './log.js';

interface Fields {
  count?: number;
  producer?: bigint;
  sequence?: number;
  time?: bigint;
}

/** A batch with a head and no records. */
function batch({ count = 1, producer = -1n, sequence = 0, time = 0n }: Fields): Buffer {
  const bytes = Buffer.alloc(61);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt8(2, 16);
  bytes.writeInt32BE(count - 1, 23);
  bytes.writeBigInt64BE(time, 35);
  bytes.writeBigInt64BE(producer, 43);
  bytes.writeInt32BE(sequence, 53);
  return bytes;
}

describe('the log of a partition', () => {
  it('numbers records through over all batches, and finds them by offset and by time', () => {
    const log = new PartitionLog();
    expect(log.append(batch({ count: 3, time: 10n }))).toEqual({ code: codes.none, offset: 0n });
    const two = Buffer.concat([batch({ count: 2, time: 20n }), batch({ time: 30n })]);
    expect(log.append(two)).toEqual({ code: codes.none, offset: 3n });
    expect(log.end).toBe(6n);
    expect(log.read(4n, 1).readBigInt64BE()).toBe(3n);
    expect(log.read(4n, 1_000)).toHaveLength(122);
    expect(log.read(6n, 1_000)).toHaveLength(0);
    expect([log.at(15n), log.at(31n)]).toEqual([3n, undefined]);
  });

  it('stores once what an idempotent producer sends twice, and refuses what leaves a gap', () => {
    const log = new PartitionLog();
    log.append(batch({ count: 2, producer: 7n }));
    expect(log.append(batch({ count: 2, producer: 7n }))).toEqual({ code: codes.none, offset: 0n });
    expect(log.append(batch({ producer: 7n, sequence: 5 })).code).toBe(codes.outOfOrderSequence);
    expect(log.append(batch({ producer: 7n, sequence: 2 })).offset).toBe(2n);
    expect(log.end).toBe(3n);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half a batch', batch({}).subarray(0, 40)],
    ['a length that is too long', Buffer.from(batch({}).fill(255, 8, 12))],
  ])('keeps nothing of %s', (_, bytes) => {
    const log = new PartitionLog();
    expect(log.append(bytes).code).toBe(codes.corruptMessage);
    expect(log.end).toBe(0n);
  });
});
