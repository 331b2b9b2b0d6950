import { codes } from '../codes.js';
import type { PartitionLog } from '../log.js';
import { Writer } from '../writer.js';
import type { Broker, Call } from './call.js';

let producers = 0n;

/** InitProducerId, version 4: a number for an idempotent producer. There are no transactions. */
export function initProducerId({ body }: Call): Writer {
  const transactional = body.nullableString() !== null;
  if (!transactional) producers += 1n;
  return new Writer()
    .int32(0)
    .int16(transactional ? codes.invalidRequest : codes.none)
    .int64(transactional ? -1n : producers)
    .int16(transactional ? -1 : 0)
    .tags();
}

/** Produce, version 9: keeps the batches as they came. Without acknowledgements there is no answer. */
export function produce({ body }: Call, { topics }: Broker): Writer | undefined {
  body.nullableString();
  const acks = body.int16();
  body.int32();
  const sent = body.array(() => ({
    name: body.string(),
    partitions: body.array(() => ({ index: body.int32(), records: body.bytes() })),
  }));
  const answer = new Writer();
  answer.array(sent, ({ name, partitions }) =>
    answer.string(name).array(partitions, ({ index, records }) => {
      const log = topics.byName(name)?.partitions[index];
      const { code, offset } = log?.append(records) ?? {
        code: codes.unknownTopicOrPartition,
        offset: -1n,
      };
      answer
        .int32(index)
        .int16(code)
        .int64(offset)
        .int64(-1n)
        .int64(log ? 0n : -1n);
      answer.array([], () => {}).string(null);
    }),
  );
  topics.tellAppended();
  return acks === 0 ? undefined : answer.int32(0).tags();
}

interface Wanted {
  id: string;
  partitions: { index: number; offset: bigint; atMost: number }[];
}

interface Found {
  id: string;
  partitions: { index: number; code: number; end: bigint; records: Buffer }[];
}

/**
 * Fetch, version 13: waits until there are as many bytes as the client wants at least, or its time is up. It keeps no
 * sessions, so each request names all its partitions.
 */
export async function fetch({ body, signal }: Call, broker: Broker): Promise<Writer> {
  body.int32();
  const until = Date.now() + body.int32();
  const atLeast = body.int32();
  const atMost = body.int32();
  body.int8();
  body.int32();
  body.int32();
  const wanted = body.array((): Wanted => ({ id: body.uuid(), partitions: body.array(() => one(body)) }));
  for (;;) {
    const found = lookUp(wanted, atMost, broker);
    const all = found.flatMap(({ partitions }) => partitions);
    const size = all.reduce((sum, { records }) => sum + records.length, 0);
    const leftMs = until - Date.now();
    const failed = all.some(({ code }) => code !== codes.none);
    if (failed || size >= atLeast || leftMs <= 0 || signal.aborted) return answerOf(found);
    await broker.topics.appended(leftMs, signal);
  }
}

function one(body: Call['body']): Wanted['partitions'][number] {
  const index = body.int32();
  body.int32();
  const offset = body.int64();
  body.int32();
  body.int64();
  return { index, offset, atMost: body.int32() };
}

function lookUp(wanted: readonly Wanted[], atMost: number, { topics }: Broker): Found[] {
  let left = atMost;
  return wanted.map(({ id, partitions }) => {
    const topic = topics.byId(id);
    return {
      id,
      partitions: partitions.map(({ index, offset, atMost: own }) => {
        const log = topic?.partitions[index];
        const code = topic ? faultOf(log, offset) : codes.unknownTopicId;
        const fits = left > 0 && log && code === codes.none;
        const records = fits ? log.read(offset, Math.min(own, left)) : Buffer.alloc(0);
        left -= records.length;
        return { index, code, end: log?.end ?? -1n, records };
      }),
    };
  });
}

function faultOf(log: PartitionLog | undefined, offset: bigint): number {
  if (!log) return codes.unknownTopicOrPartition;
  return offset < 0n || offset > log.end ? codes.offsetOutOfRange : codes.none;
}

function answerOf(found: readonly Found[]): Writer {
  const noSession = 0;
  const answer = new Writer();
  answer
    .int32(0)
    .int16(codes.none)
    .int32(noSession)
    .array(found, ({ id, partitions }) =>
      answer.uuid(id).array(partitions, ({ index, code, end, records }) => {
        answer.int32(index).int16(code).int64(end).int64(end).int64(0n);
        answer
          .array([], () => {})
          .int32(-1)
          .bytes(records);
      }),
    );
  return answer.tags();
}
