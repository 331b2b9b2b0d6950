import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis } from './index.js';
import { type OwnRedis, startOwnRedis } from './own.js';

let server: OwnRedis;
const clients: Redis[] = [];

function connect(): Redis {
  const client = new Redis(server.url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  server = await startOwnRedis();
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server.close();
});

describe("the rehearsal's own Redis", () => {
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
    const gone = async () => {
      for (let tries = 0; tries < 100 && (await redis.exists('lock')) === 1; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      return (await redis.exists('lock')) === 0;
    };
    // Longer than anything may hold this test up.
    expect(await redis.set('lock', 'mine', 'PX', 60_000, 'NX')).toBe('OK');
    expect(await redis.set('lock', 'theirs', 'PX', 40, 'NX')).toBeNull();
    expect(await redis.pttl('lock')).toBeGreaterThan(0);
    await redis.pexpire('lock', 40);
    expect(await gone()).toBe(true);
    expect(await redis.set('lock', 'theirs', 'PX', 40, 'NX')).toBe('OK');
    expect(await gone()).toBe(true);
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

const probe = await startRedis();
const installed = !probe.name.includes('own');
await probe.close();
const where = installed ? it : it.skip;

describe('a Redis for an example', () => {
  where('is the real one where it is installed: scripts run (skipped without redis-server)', async () => {
    const real = await startRedis();
    const redis = new Redis(real.url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
    expect(real.name).toMatch(/^Redis \d/);
    expect(await redis.eval("return redis.call('INCRBY', KEYS[1], ARGV[1])", 1, 'count', '5')).toBe(5);
    const port = Number(new URL(real.url).port);
    await expect(startRedis({ port })).rejects.toThrow(/in use/);
    redis.disconnect();
    await real.close();
    const again = await startRedis({ port });
    expect(again.url).toBe(real.url);
    await again.close();
  });

  it("is the rehearsal's own elsewhere, at the port that is asked for", async () => {
    const first = await startRedis({ path: '/nowhere' });
    expect(first.name).toContain('own Redis');
    await first.close();
    const port = Number(new URL(first.url).port);
    const second = await startRedis({ path: '/nowhere', port });
    expect(second.url).toBe(first.url);
    await second.close();
  });
});
