import { Redis } from 'ioredis';
import type { Config } from './config.js';
import type { Events } from './events/events.js';
import { KafkaEvents, kafkaClients } from './events/kafka-events.js';
import { RedisEvents } from './events/redis-events.js';
import type { Probe } from './health/health.js';
import { PrismaStore, prismaClient } from './store/prisma-store.js';

/** What both programs need, connected. */
export interface Services {
  store: PrismaStore;
  redis: Redis;
  events: Events;
  /** What the health check asks. */
  probes: Record<string, Probe>;
  close(): Promise<void>;
}

/** Opens the connections that the configuration names. */
export function openServices({ databaseUrl, redisUrl, kafka }: Config): Services {
  const store = new PrismaStore(prismaClient(databaseUrl));
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 2 });
  // ioredis connects again by itself; without a listener the first broken connection would end the program.
  redis.on('error', (error) => console.error(`Redis: ${error.message}`));
  const events = kafka ? new KafkaEvents(kafkaClients(kafka)) : new RedisEvents(redis);
  return {
    store,
    redis,
    events,
    probes: { database: () => store.ping(), redis: () => redis.ping() },
    async close() {
      await events.close();
      await Promise.all([store.close(), redis.quit()]);
    },
  };
}
