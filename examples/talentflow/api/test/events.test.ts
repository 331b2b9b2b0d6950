import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TOPIC } from '../src/events/events.js';
import { KafkaEvents, type KafkaMessage } from '../src/events/kafka-events.js';
import { RedisEvents } from '../src/events/redis-events.js';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

const event = () => ({ type: 'job.published' as const, jobId: randomUUID() });

/** As much of Redis as events take. */
class MemoryRedis {
  readonly lists = new Map<string, string[]>();

  list(key: string): string[] {
    const found = this.lists.get(key) ?? [];
    this.lists.set(key, found);
    return found;
  }

  duplicate = () => this;
  disconnect = () => {};
  ping = async () => 'PONG';

  async lpush(key: string, text: string): Promise<number> {
    return this.list(key).unshift(text);
  }

  async lrem(key: string, _count: number, text: string): Promise<number> {
    const at = this.list(key).indexOf(text);
    return at < 0 ? 0 : this.list(key).splice(at, 1).length;
  }

  async lmove(from: string, to: string): Promise<string | null> {
    const text = this.list(from).shift();
    if (text !== undefined) this.list(to).push(text);
    return text ?? null;
  }

  async blmove(from: string, to: string): Promise<string | null> {
    const text = this.list(from).pop();
    if (text === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    else this.list(to).unshift(text);
    return text ?? null;
  }
}

function redisEvents() {
  const redis = new MemoryRedis();
  return { redis, events: new RedisEvents(redis as unknown as Redis) };
}

describe('events by Redis', () => {
  it('arrive in their order, and none is left behind', async () => {
    const { redis, events } = redisEvents();
    const [first, second] = [event(), event()];
    await events.publish(first);
    const seen: string[] = [];
    await events.consume(async ({ jobId }) => void seen.push(jobId));
    await events.publish(second);
    await vi.waitFor(() => expect(seen).toEqual([first.jobId, second.jobId]));
    await events.ping();
    await events.close();
    expect([...redis.lists.values()].flat()).toEqual([]);
  });

  it('come again when their handling fails, and what is no event is left out', async () => {
    const { redis, events } = redisEvents();
    await redis.lpush(TOPIC, 'nonsense');
    await events.publish(event());
    let attempts = 0;
    await events.consume(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the database is away');
    });
    await vi.waitFor(() => expect(attempts).toBe(2), { timeout: 3_000 });
    await events.close();
  });

  it('that a worker took and did not finish are taken by the next one', async () => {
    const { redis, events } = redisEvents();
    const lost = event();
    redis.list(`${TOPIC}:taken`).push(JSON.stringify(lost));
    const seen: string[] = [];
    await events.consume(async ({ jobId }) => void seen.push(jobId));
    await vi.waitFor(() => expect(seen).toEqual([lost.jobId]));
    await events.close();
  });
});

describe('events by Kafka', () => {
  it('are committed once they are handled, and go by the topic that the checks look for', async () => {
    const sent: string[][] = [];
    const steps: string[] = [];
    const known = event();
    const messages: KafkaMessage[] = ['nonsense', JSON.stringify(known)].map((value, offset) => ({
      value,
      commit: () => steps.push(`commit ${offset}`),
    }));
    const events = new KafkaEvents({
      ping: async () => {},
      send: async (...parts) => sent.push(parts),
      async read() {
        return (async function* () {
          yield* messages;
        })();
      },
      close: async () => {},
    });
    await events.ping();
    await events.publish(known);
    expect(sent).toEqual([[TOPIC, known.jobId, JSON.stringify(known)]]);
    let attempts = 0;
    await events.consume(async ({ jobId }) => {
      attempts += 1;
      if (attempts === 1) throw new Error('the database is away');
      steps.push(`handle ${jobId}`);
    });
    await vi.waitFor(() => expect(steps).toEqual(['commit 0', `handle ${known.jobId}`, 'commit 1']), {
      timeout: 3_000,
    });
    await events.close();
  });
});
