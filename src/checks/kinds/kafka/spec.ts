import { z } from 'zod';
import { commonFields, durationField } from '../fields.js';
import { defineKind } from '../kind.js';

const schema = z.strictObject({
  kind: z.literal('kafka'),
  ...commonFields,
  timeout: durationField.default('30s').describe('For one attempt.'),
  brokers: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe('host:port, several as a list or with commas between, such as {{env.KAFKA_BROKERS}}.'),
  tls: z.boolean().default(false),
  sasl: z
    .strictObject({
      mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']).default('PLAIN'),
      username: z.string().min(1),
      password: z.string().min(1),
    })
    .optional(),
  topics: z.array(z.string().min(1)).default([]).describe('Topics that must exist.'),
  groups: z
    .record(z.string().min(1), z.strictObject({ 'max-lag': z.int().min(0) }))
    .default({})
    .describe('By consumer group: messages that may wait for it at most, over all its topics.'),
});

/** What a Kafka cluster must hold, with its variables filled in. */
export type KafkaCheck = z.infer<typeof schema>;

/** A Kafka cluster answers, its topics exist, and its consumers keep up. */
export const kafka = defineKind({
  kind: 'kafka',
  schema,
  usesTarget: false,
  repeatable: () => true,
});
