import { createApp } from '../src/app.js';
import type { Event, Events } from '../src/events/events.js';
import { MemoryStore } from './memory-store.js';

/** What an answer of the API says. */
export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back.
  body: any;
}

/** Starts the API on a free port, with everything behind it in memory. */
export async function startApi() {
  const store = new MemoryStore();
  const published: Event[] = [];
  const events: Events = {
    carrier: 'memory',
    async ping() {},
    async publish(event) {
      published.push(event);
    },
    async consume() {},
    async close() {},
  };
  const parts = {
    store,
    events,
    redis: memoryCounters(),
    probes: { database: () => store.ping(), redis: async () => 'PONG' },
    version: 'abc123',
    jwtSecrets: ['a secret that only tests know, of 32 or more'],
  };
  const app = await createApp(parts, ['https://talentflow.example']);
  await app.listen(0, '127.0.0.1');
  const base = await app.getUrl();
  async function ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: {
        origin: 'https://talentflow.example',
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  }
  return { store, published, ask, close: () => app.close() };
}

function memoryCounters() {
  const counts = new Map<string, number>();
  return {
    async incr(key: string) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count;
    },
    expire: async () => 1,
    del: async (key: string) => Number(counts.delete(key)),
  };
}
