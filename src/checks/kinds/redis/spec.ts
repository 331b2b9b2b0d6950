import { z } from 'zod';
import { commonFields, regexField } from '../fields.js';
import { defineKind } from '../kind.js';

const keyExpectation = z
  .strictObject({
    exists: z.boolean().optional(),
    type: z.enum(['string', 'list', 'set', 'zset', 'hash', 'stream']).optional(),
    equals: z.string().describe('Of a string.').optional(),
    matches: regexField.describe('Of a string.').optional(),
    'min-ttl': z.int().min(0).describe('Seconds that are left at least.').optional(),
    'max-length': z
      .int()
      .min(0)
      .describe('Of a list, set, hash or stream: a queue that backs up.')
      .optional(),
  })
  .refine(
    (value) => Object.keys(value).length > 0,
    'needs one of exists, type, equals, matches, min-ttl, max-length',
  );

const schema = z.strictObject({
  kind: z.literal('redis'),
  ...commonFields,
  url: z.string().min(1).describe('redis:// or rediss://, such as {{env.REDIS_URL}}.'),
  keys: z
    .record(z.string().min(1), z.union([z.string(), keyExpectation]))
    .default({})
    .describe('By key; a plain text is what the key must hold.'),
});

/** What a Redis must answer, with its variables filled in. */
export type RedisCheck = z.infer<typeof schema>;

/** A Redis (or Valkey) answers PING, and its keys hold what they must. */
export const redis = defineKind({
  kind: 'redis',
  schema,
  usesTarget: false,
  repeatable: () => true,
});
