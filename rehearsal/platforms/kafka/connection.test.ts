import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type KafkaPlatform, startKafka } from './index.js';

let kafka: KafkaPlatform | undefined;
afterEach(() => kafka?.close());

/** Sends one request with a head and nothing behind it; resolves to all that comes back until the end or the first answer. */
async function ask(key: number, version: number): Promise<Buffer> {
  kafka = await startKafka({ topics: [] });
  const socket = connect(Number(kafka.url.split(':')[1]), '127.0.0.1');
  const head = Buffer.alloc(15);
  head.writeInt32BE(11, 0);
  head.writeInt16BE(key, 4);
  head.writeInt16BE(version, 6);
  head.writeInt32BE(77, 8);
  head.writeInt16BE(-1, 12);
  socket.write(head);
  const answer = await Promise.race([
    once(socket, 'data').then(([bytes]) => bytes as Buffer),
    once(socket, 'close').then(() => Buffer.alloc(0)),
  ]);
  socket.destroy();
  return answer;
}

describe('a connection to the rehearsal’s Kafka', () => {
  it('tells which calls there are, each with one version', async () => {
    const answer = await ask(18, 3);
    expect(answer.readInt32BE(4)).toBe(77);
    expect(answer.readInt8(10)).toBe(14 + 1);
  });

  it('tells a client that asks for them in another version which one there is', async () => {
    const answer = await ask(18, 4);
    expect(answer.subarray(8).toString('hex')).toBe(`0023${'00000001'}${'0012'}${'0003'}${'0003'}`);
  });

  it.each([
    ['a version that is not there', 0, 11],
    ['a call that is not there', 40, 0],
    ['a request that ends too soon', 3, 12],
  ])('ends at %s', async (_, key, version) => {
    expect(await ask(key, version)).toHaveLength(0);
  });
});
