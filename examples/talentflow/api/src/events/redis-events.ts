import type { Redis } from 'ioredis';
import { type Events, type Handler, parseEvent, TOPIC } from './events.js';

const TAKEN = `${TOPIC}:taken`;
const WAIT_SECONDS = 1;
const PAUSE_MS = 1_000;

/** Events by lists of Redis: what is taken stays in a second list until it is handled, so that a worker that dies loses nothing. */
export class RedisEvents implements Events {
  readonly carrier = 'Redis';
  readonly #redis: Redis;
  /** A connection of its own: a pop that waits holds it up. */
  #reader: Redis | undefined;
  #reading: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  async ping(): Promise<void> {
    await this.#redis.ping();
  }

  async publish(event: { type: string; jobId: string }): Promise<void> {
    await this.#redis.lpush(TOPIC, JSON.stringify(event));
  }

  async consume(handle: Handler): Promise<void> {
    const reader = this.#redis.duplicate();
    this.#reader = reader;
    await reader.ping();
    await takeBack(reader);
    this.#reading = this.#read(reader, handle);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#reading;
    this.#reader?.disconnect();
  }

  async #read(reader: Redis, handle: Handler): Promise<void> {
    while (!this.#closed) {
      try {
        const text = await reader.blmove(TOPIC, TAKEN, 'RIGHT', 'LEFT', WAIT_SECONDS);
        if (text !== null) await this.#handle(text, handle);
      } catch (error) {
        console.error(`Reading events failed, trying again: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  async #handle(text: string, handle: Handler): Promise<void> {
    const event = parseEvent(text);
    try {
      if (event) await handle(event);
      else console.warn(`Left out an event that this version does not know: ${text.slice(0, 200)}`);
    } catch (error) {
      // Behind the others, so that one that cannot be handled does not hold them up.
      await this.#redis.lpush(TOPIC, text);
      throw error;
    } finally {
      await this.#redis.lrem(TAKEN, 1, text);
    }
  }
}

/** What a worker took and did not finish goes back. One that still works on it makes no harm: handling twice changes nothing. */
async function takeBack(reader: Redis): Promise<void> {
  while ((await reader.lmove(TAKEN, TOPIC, 'LEFT', 'RIGHT')) !== null);
}
