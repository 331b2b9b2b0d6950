import { afterEach, describe, expect, it } from '@jest/globals';
import { startKafka as startLocalKafka } from '../../../../rehearsal/platforms/kafka/index.js';
import { systemClock } from '../../../runtime/clock.js';
import { scriptedContext } from '../scripted-context.js';
import { run } from './run.js';
import { type ScriptedKafka, startKafka } from './scripted-kafka.js';
import { kafka } from './spec.js';

let server: ScriptedKafka | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const cluster = {
  topics: { orders: [100, 50], payments: [10] },
  groups: { shipping: { orders: [90, 50], deleted: [3] }, idle: {} },
};

/** Messages that nobody has read yet. */
async function send(broker: string, topic: string, count: number): Promise<void> {
  const { Producer, stringSerializers: serializers } = await import('@platformatic/kafka');
  const producer = new Producer({ clientId: 'test', bootstrapBrokers: [broker], serializers });
  await producer.send({ messages: Array.from({ length: count }, () => ({ topic, value: 'one' })) });
  await producer.close();
}

/** What a consumer that has handled so many messages leaves behind. */
async function commit(broker: string, groupId: string, name: string, offset: bigint): Promise<void> {
  const { Admin } = await import('@platformatic/kafka');
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [broker] });
  const topics = [{ name, partitionOffsets: [{ partition: 0, offset }] }];
  await admin.alterConsumerGroupOffsets({ groupId, topics });
  await admin.close();
}

function check(fields: Record<string, unknown>, timeoutMs = 10_000) {
  const context = scriptedContext({ clock: systemClock, deadline: Date.now() + timeoutMs });
  return run(
    kafka.schema.parse({ kind: 'kafka', name: 'events', brokers: server?.broker, ...fields }),
    context,
  );
}

const old = Number(process.versions.node.split('.')[0]) < 22;
const title = 'kafka check (against a small broker that speaks part of the protocol, not a real one)';
(old ? describe.skip : describe)(`${title}${old ? ' (skipped: its client needs Node 22)' : ''}`, () => {
  it('passes when the topics exist and the consumers keep up', async () => {
    server = await startKafka(cluster);
    const found = await check({ topics: ['orders', 'payments'], groups: { shipping: { 'max-lag': 10 } } });
    expect(found).toMatchObject({
      verdict: 'pass',
      reason: '',
      measurements: { topics: 2, 'lag-shipping': 10 },
    });
  });

  it('names topics that do not exist, consumers that fall behind, and groups nobody uses', async () => {
    server = await startKafka(cluster);
    const found = await check({
      topics: ['orders', 'refunds'],
      groups: { shipping: { 'max-lag': 9 }, idle: { 'max-lag': 5 } },
    });
    expect(found).toMatchObject({ verdict: 'fail' });
    expect(found.reason).toBe(
      'the topics refunds do not exist (there are orders and payments); 10 messages wait for the group shipping, more than 9; the group idle has committed no offset, so nobody consumes by that name',
    );
  });

  it('tells a broker that does not answer, and one of a private network', async () => {
    expect(await check({ brokers: '127.0.0.1:1' }, 3_000)).toMatchObject({
      verdict: 'error',
      unreachable: { phase: 'connect' },
    });
    const internal = await check({ brokers: 'kafka.railway.internal:9092' }, 1_000);
    expect(internal).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('private network'),
    });
  });

  it('sees what producers have sent and consumers have committed at the broker of the rehearsals', async () => {
    const { url: broker, close } = await startLocalKafka({ topics: ['orders'] });
    server = { broker, close };
    await send(broker, 'orders', 5);
    const asked = { topics: ['orders'], groups: { shipping: { 'max-lag': 2 } } };
    expect((await check(asked)).reason).toMatch(/shipping has committed no offset/);
    await commit(broker, 'shipping', 'orders', 2n);
    expect((await check(asked)).reason).toBe('3 messages wait for the group shipping, more than 2');
    await commit(broker, 'shipping', 'orders', 4n);
    expect(await check(asked)).toMatchObject({ verdict: 'pass', measurements: { 'lag-shipping': 1 } });
    expect((await check({ topics: ['refunds'] })).reason).toMatch(/refunds do not exist/);
  });
});
