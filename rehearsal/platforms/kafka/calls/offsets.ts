import { codes } from '../codes.js';
import type { PartitionLog } from '../log.js';
import { Writer } from '../writer.js';
import type { Broker, Call } from './call.js';

const latest = -1n;
const earliest = -2n;

/** ListOffsets, version 6: the ends and beginnings of partitions, and offsets by time as exact as batches are. */
export function listOffsets({ body }: Call, { topics }: Broker): Writer {
  body.int32();
  body.int8();
  const wanted = body.array(() => ({
    name: body.string(),
    partitions: body.array(() => {
      const index = body.int32();
      body.int32();
      return { index, timestamp: body.int64() };
    }),
  }));
  const answer = new Writer();
  answer.int32(0).array(wanted, ({ name, partitions }) =>
    answer.string(name).array(partitions, ({ index, timestamp }) => {
      const log = topics.byName(name)?.partitions[index];
      answer.int32(index).int16(log ? codes.none : codes.unknownTopicOrPartition);
      answer
        .int64(-1n)
        .int64(log ? offsetAt(log, timestamp) : -1n)
        .int32(0);
    }),
  );
  return answer.tags();
}

function offsetAt(log: PartitionLog, timestamp: bigint): bigint {
  if (timestamp === latest) return log.end;
  return timestamp === earliest ? 0n : (log.at(timestamp) ?? -1n);
}

/** OffsetCommit, version 8. */
export function offsetCommit({ body }: Call, { topics, groups }: Broker): Writer {
  const group = groups.get(body.string());
  const generation = body.int32();
  const member = body.string();
  body.nullableString();
  const refused = group.mayCommit(member, generation);
  const commits = body.array(() => ({
    name: body.string(),
    partitions: body.array(() => ({
      index: body.int32(),
      offset: body.int64(),
      epoch: body.int32(),
      note: body.nullableString(),
    })),
  }));
  const answer = new Writer();
  answer.int32(0).array(commits, ({ name, partitions }) =>
    answer.string(name).array(partitions, ({ index, ...committed }) => {
      const there = topics.byName(name)?.partitions[index];
      const code = there ? refused : codes.unknownTopicOrPartition;
      if (code === codes.none) group.commit(name, index, committed);
      answer.int32(index).int16(code);
    }),
  );
  return answer.tags();
}

/** OffsetFetch, version 8: what groups have committed; of all partitions when none is named. */
export function offsetFetch({ body }: Call, { groups }: Broker): Writer {
  const wanted = body.array(() => ({
    id: body.string(),
    topics: body.nullableArray(() => ({ name: body.string(), partitions: body.int32s() })),
  }));
  const answer = new Writer();
  answer.int32(0).array(wanted, ({ id, topics }) => {
    const group = groups.get(id);
    answer.string(id).array(topics ?? group.committedPartitions(), ({ name, partitions }) =>
      answer.string(name).array(partitions, (index) => {
        const { offset, epoch, note } = group.committed(name, index) ?? {
          offset: -1n,
          epoch: -1,
          note: null,
        };
        answer.int32(index).int64(offset).int32(epoch).string(note).int16(codes.none);
      }),
    );
    answer.int16(codes.none);
  });
  return answer.tags();
}
