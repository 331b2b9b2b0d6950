import type { Admin } from '@platformatic/kafka';
import { CancelledError } from '../../../errors/errors.js';
import { oneOf } from '../../../errors/messages.js';
import type { CheckContext, Outcome } from '../kind.js';
import { storeFault } from '../store-fault.js';
import type { KafkaCheck } from './spec.js';

const defaultPort = 9_092;

/** Asks the cluster for its topics, then for how far each group is behind. */
export async function run(check: KafkaCheck, context: CheckContext): Promise<Outcome> {
  if (check.sasl) context.secret(check.sasl.password);
  const brokers = brokersOf(check.brokers);
  const client = await connect(check, brokers, context);
  const stop = () => void client.close().catch(() => {});
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    return await look(client, check);
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    return storeFault('Kafka', brokers.join(','), error);
  } finally {
    context.signal.removeEventListener('abort', stop);
    await client.close().catch(() => {});
  }
}

function brokersOf(text: KafkaCheck['brokers']): string[] {
  const all = [text].flat().flatMap((one) => one.split(','));
  const bare = all.map((one) => one.trim().replace(/^[a-z+_]+:\/\//i, '')).filter((one) => one !== '');
  return bare.map((one) => (/:\d+$/.test(one) ? one : `${one}:${defaultPort}`));
}

async function connect(
  { sasl, tls }: KafkaCheck,
  bootstrapBrokers: string[],
  { deadline, clock }: CheckContext,
): Promise<Admin> {
  const { Admin: Client } = await import('@platformatic/kafka');
  const timeoutMs = Math.max(1, deadline - clock.now());
  return new Client({
    clientId: 'deploy-actions-smoke-test',
    bootstrapBrokers,
    connectTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    timeout: timeoutMs,
    retries: 1,
    autocreateTopics: false,
    ...(tls ? { tls: {} } : {}),
    ...(sasl ? { sasl } : {}),
  });
}

async function look(client: Admin, check: KafkaCheck): Promise<Outcome> {
  const topics = await client.listTopics();
  const faults = missingTopics(check.topics, topics);
  const measurements: Record<string, number> = { topics: topics.length };
  for (const [group, { 'max-lag': most }] of Object.entries(check.groups)) {
    const lag = await lagOf(client, group, new Set(topics));
    if (lag === undefined) {
      faults.push(`the group ${group} has committed no offset, so nobody consumes by that name`);
      continue;
    }
    measurements[`lag-${group}`] = lag;
    if (lag > most) faults.push(`${lag} messages wait for the group ${group}, more than ${most}`);
  }
  return { verdict: faults.length === 0 ? 'pass' : 'fail', reason: faults.join('; '), measurements };
}

function missingTopics(wanted: readonly string[], there: readonly string[]): string[] {
  const missing = wanted.filter((topic) => !there.includes(topic));
  if (missing.length === 0) return [];
  const known =
    there.length === 0 ? 'there is none' : `there are ${oneOf(there.slice(0, 10)).replace(' or ', ' and ')}`;
  return [`the topics ${missing.join(', ')} do not exist (${known})`];
}

interface Partition {
  topic: string;
  index: number;
  committed: bigint;
}

/** Messages behind the ends of all partitions the group has committed to; undefined when it has committed to none. */
async function lagOf(client: Admin, group: string, topics: ReadonlySet<string>): Promise<number | undefined> {
  const listed = await client.listConsumerGroupOffsets({ groups: [group] });
  const partitions = listed
    .flatMap((one) => one.topics)
    // A group remembers topics that were deleted.
    .filter(({ name }) => topics.has(name))
    .flatMap(({ name, partitions: of }) =>
      of.map(
        ({ partitionIndex, committedOffset }): Partition => ({
          topic: name,
          index: partitionIndex,
          committed: committedOffset,
        }),
      ),
    )
    .filter(({ committed }) => committed >= 0n);
  if (partitions.length === 0) return undefined;
  const ends = await endsOf(client, partitions);
  return partitions.reduce((lag, { topic, index, committed }) => {
    const end = ends.get(`${topic} ${index}`) ?? committed;
    return lag + Math.max(0, Number(end - committed));
  }, 0);
}

async function endsOf(client: Admin, partitions: readonly Partition[]): Promise<Map<string, bigint>> {
  const names = [...new Set(partitions.map(({ topic }) => topic))];
  const topics = names.map((name) => ({
    name,
    // -1 asks for the end (kafka.apache.org/protocol, ListOffsets).
    partitions: partitions
      .filter(({ topic }) => topic === name)
      .map(({ index }) => ({ partitionIndex: index, timestamp: -1n })),
  }));
  const listed = await client.listOffsets({ topics });
  return new Map(
    listed.flatMap(({ name, partitions: of }) =>
      of.map(({ partitionIndex, offset }) => [`${name} ${partitionIndex}`, offset] as const),
    ),
  );
}
