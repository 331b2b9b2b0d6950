import { afterEach, describe, expect, it } from '@jest/globals';
import type { Admin, ConsumeOptions, Consumer, Producer } from '@platformatic/kafka';
import { type KafkaPlatform, startKafka } from './index.js';

const topic = 'job.created';
const group = 'workers';
let kafka: KafkaPlatform | undefined;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close().catch(() => {})));
  await kafka?.close();
  kafka = undefined;
});

async function broker(partitions = 1): Promise<string> {
  kafka = await startKafka({ topics: [topic, 'job.closed'], partitions });
  return kafka.url;
}

function noted<Client extends Producer<string, string, string, string> | Admin>(client: Client): Client {
  closers.push(() => client.close());
  return client;
}

async function producerOf(
  url: string,
  idempotent = false,
): Promise<Producer<string, string, string, string>> {
  const { Producer: Client, stringSerializers: serializers } = await import('@platformatic/kafka');
  return noted(
    new Client({ clientId: 'api', bootstrapBrokers: [url], serializers, idempotent, retryDelay: 20 }),
  );
}

async function consumerOf(url: string): Promise<Consumer<string, string, string, string>> {
  const { Consumer: Client, stringDeserializers: deserializers } = await import('@platformatic/kafka');
  const own = { clientId: 'worker', bootstrapBrokers: [url], deserializers, retryDelay: 20 };
  const client = new Client({ ...own, groupId: group, heartbeatInterval: 50, maxWaitTime: 200 });
  closers.push(() => client.close(true));
  return client;
}

async function adminOf(url: string): Promise<Admin> {
  const { Admin: Client } = await import('@platformatic/kafka');
  return noted(new Client({ clientId: 'admin', bootstrapBrokers: [url], retries: 0 }));
}

/** As a worker reads: from the last commit on, each message committed when it is handled. */
const committed: ConsumeOptions<string, string, string, string> = {
  topics: [topic],
  autocommit: false,
  mode: 'committed',
  fallbackMode: 'earliest',
};

async function take(
  from: AsyncIterable<{ value: string; commit(): unknown }>,
  count: number,
): Promise<string[]> {
  const values: string[] = [];
  for await (const { value, commit } of from) {
    values.push(value);
    await commit();
    if (values.length === count) break;
  }
  return values;
}

const message = (value: string, partition = 0) => ({ topic, partition, key: 'key', value });

const old = Number(process.versions.node.split('.')[0]) < 22;
const title = "the rehearsal's Kafka, with the client that programs use";
(old ? describe.skip : describe)(`${title}${old ? ' (skipped: the client needs Node 22)' : ''}`, () => {
  it('hands messages to a consumer in the order they were sent, those that came before it and those after', async () => {
    const url = await broker();
    const producer = await producerOf(url);
    const sent = await producer.send({ messages: [message('one'), message('two')] });
    expect(sent.offsets).toMatchObject([{ topic, partition: 0, offset: 0n }]);
    const stream = await (await consumerOf(url)).consume(committed);
    const read = take(stream, 4);
    await producer.send({ messages: [message('three')] });
    await producer.send({ messages: [message('Grüße')] });
    expect(await read).toEqual(['one', 'two', 'three', 'Grüße']);
  }, 30_000);

  it('lets a second consumer go on where the first one left', async () => {
    const url = await broker();
    const producer = await producerOf(url);
    await producer.send({ messages: ['1', '2', '3'].map((value) => message(value)) });
    const first = await consumerOf(url);
    expect(await take(await first.consume(committed), 2)).toEqual(['1', '2']);
    await first.close(true);
    expect(await take(await (await consumerOf(url)).consume(committed), 1)).toEqual(['3']);
    const admin = await adminOf(url);
    expect(await admin.listConsumerGroupOffsets({ groups: [group] })).toMatchObject([
      { groupId: group, topics: [{ name: topic, partitions: [{ partitionIndex: 0, committedOffset: 3n }] }] },
    ]);
  }, 30_000);

  it('shares partitions out among two consumers, and gives all to the one that stays', async () => {
    const url = await broker(2);
    const [first, second] = [await consumerOf(url), await consumerOf(url)];
    const sizes = () => [first, second].map(({ assignments }) => assignments?.[0]?.partitions.length ?? 0);
    const both = await Promise.all([first.consume(committed), second.consume(committed)]);
    both[1].on('data', () => {});
    await until(() => sizes().join() === '1,1');
    await second.close(true);
    await until(() => sizes()[0] === 2);
    const producer = await producerOf(url);
    await producer.send({ messages: [message('a', 0), message('b', 1)] });
    expect((await take(both[0], 2)).toSorted()).toEqual(['a', 'b']);
  }, 30_000);

  it('keeps what an idempotent producer sends, compressed too', async () => {
    const url = await broker();
    const producer = await producerOf(url, true);
    for (const value of ['a', 'b']) await producer.send({ messages: [message(value)], compression: 'gzip' });
    expect(await take(await (await consumerOf(url)).consume(committed), 2)).toEqual(['a', 'b']);
  }, 30_000);

  it('makes no topic by being asked for it, only when told to', async () => {
    const url = await broker();
    const admin = await adminOf(url);
    await expect(admin.metadata({ topics: ['typo'], autocreateTopics: true, retries: 0 })).rejects.toThrow(
      'typo',
    );
    expect(await admin.listTopics()).toEqual(['job.closed', topic]);
    await admin.createTopics({ topics: ['job.paid'], partitions: 2, replicas: 1 });
    expect(await admin.listTopics()).toEqual(['job.closed', topic, 'job.paid']);
    const found = await admin.metadata({ topics: ['job.paid'] });
    expect(found.topics.get('job.paid')?.partitionsCount).toBe(2);
    await expect(admin.createTopics({ topics: ['job.paid'], partitions: 2, replicas: 1 })).rejects.toThrow();
  }, 30_000);
});

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !isSo() && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(isSo()).toBe(true);
}
