import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type RedisPlatform, startRedis } from './index.js';

let server: RedisPlatform;
const clients: Redis[] = [];

function connect(): Redis {
  const client = new Redis(server.url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
});

describe('the local Redis', () => {
  it('lets a real client in, and keeps bytes as they are', async () => {
    const redis = connect();
    const bytes = Buffer.from([0, 13, 10, 255, 36]);
    await redis.set('bytes', bytes);
    expect(await redis.getBuffer('bytes')).toEqual(bytes);
    await redis.set('word', 'Grüße');
    expect(await redis.mget('word', 'none')).toEqual(['Grüße', null]);
  });

  it('forgets a key when its time is up, and takes a lock once', async () => {
    const redis = connect();
    expect(await redis.set('lock', 'mine', 'PX', 40, 'NX')).toBe('OK');
    expect(await redis.set('lock', 'theirs', 'PX', 40, 'NX')).toBeNull();
    expect(await redis.pttl('lock')).toBeGreaterThan(0);
    for (let tries = 0; tries < 100 && (await redis.exists('lock')) === 1; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await redis.set('lock', 'theirs', 'PX', 40, 'NX')).toBe('OK');
    expect(await redis.ttl('nowhere')).toBe(-2);
  });

  it('hands a job to the worker that waits for it, once', async () => {
    const [first, second, producer] = [connect(), connect(), connect()];
    const taken = Promise.all([first.brpop('jobs', 5), second.brpop('jobs', 5)]);
    await producer.lpush('jobs', 'a');
    await producer.lpush('jobs', 'b');
    expect((await taken).map((job) => job?.[1]).toSorted()).toEqual(['a', 'b']);
    expect(await producer.llen('jobs')).toBe(0);
    expect(await producer.brpop('jobs', 0.02)).toBeNull();
  });

  it('moves a job to the list of those that are worked on', async () => {
    const redis = connect();
    await redis.rpush('waiting', 'one', 'two');
    expect(await redis.lmove('waiting', 'working', 'LEFT', 'RIGHT')).toBe('one');
    expect(await redis.lrange('working', 0, -1)).toEqual(['one']);
    expect(await redis.lrem('working', 1, 'one')).toBe(1);
    expect(await redis.exists('working')).toBe(0);
  });

  it('tells every listener what is published, by name and by pattern', async () => {
    const [listener, publisher] = [connect(), connect()];
    const heard: string[] = [];
    const both = new Promise<void>((resolve) => {
      const note = (text: string) => {
        heard.push(text);
        if (heard.length === 2) resolve();
      };
      listener.on('message', (channel, text) => note(`${channel}: ${text}`));
      listener.on('pmessage', (pattern, _, text) => note(`${pattern}: ${text}`));
    });
    await listener.subscribe('news');
    await listener.psubscribe('ne*');
    expect(await publisher.publish('news', 'hello')).toBe(2);
    await both;
    expect(heard).toEqual(['news: hello', 'ne*: hello']);
  });

  it('does a transaction as one, and says which command it does not know', async () => {
    const redis = connect();
    const done = await redis.multi().incr('count').hset('user', 'name', 'Ada').zadd('due', 5, 'x').exec();
    expect(done?.map(([, value]) => value)).toEqual([1, 1, 1]);
    expect(await redis.zrangebyscore('due', '-inf', 5)).toEqual(['x']);
    await expect(redis.call('XADD', 's', '*', 'a', 'b')).rejects.toThrow("unknown command 'XADD'");
    await expect(redis.get('user')).rejects.toThrow('WRONGTYPE');
  });
});
