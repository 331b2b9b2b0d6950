import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  JWT_SECRET: z.string().min(32),
  JWT_SECRET_PREVIOUS: z.string().default(''),
  PORT: z.coerce.number().int().positive().default(3000),
  WEB_ORIGIN: z.string().default(''),
  DEPLOY_SHA: z.string().default('unknown'),
  KAFKA_BROKERS: z.string().default(''),
  KAFKA_USERNAME: z.string().default(''),
  KAFKA_PASSWORD: z.string().default(''),
});

/** Where Kafka is and who we are there. */
export interface KafkaConfig {
  brokers: string[];
  /** SASL/PLAIN over TLS, as hosted clusters want it; absent on a cluster without. */
  user?: { name: string; password: string };
}

/** What both programs read from their environment. */
export interface Config {
  databaseUrl: string;
  redisUrl: string;
  /** What signs tokens, and, while a secret is being changed, what signed those that are still out. */
  jwtSecrets: string[];
  port: number;
  /** The origins whose pages may call the API. */
  webOrigins: string[];
  /** The commit that is running. */
  version: string;
  /** Absent: events go by Redis. */
  kafka?: KafkaConfig;
}

/** Reads the environment. Throws an error that names every variable that is missing or wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const read = schema.safeParse(environment);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new Error(`The environment is not complete (${wrong}). See README.md for what each is.`);
  }
  const found = read.data;
  const brokers = listOf(found.KAFKA_BROKERS);
  return {
    databaseUrl: found.DATABASE_URL,
    redisUrl: found.REDIS_URL,
    jwtSecrets: [found.JWT_SECRET, ...listOf(found.JWT_SECRET_PREVIOUS)],
    port: found.PORT,
    webOrigins: listOf(found.WEB_ORIGIN),
    version: found.DEPLOY_SHA,
    ...(brokers.length > 0 ? { kafka: kafkaOf(brokers, found.KAFKA_USERNAME, found.KAFKA_PASSWORD) } : {}),
  };
}

function kafkaOf(brokers: string[], name: string, password: string): KafkaConfig {
  return name === '' ? { brokers } : { brokers, user: { name, password } };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
