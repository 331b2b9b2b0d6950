import { z } from 'zod';
import { commonFields, durationField, headersField, pathField } from '../fields.js';
import { defineKind } from '../kind.js';
import { fitsTimeout, msOf } from '../time-fits.js';

const schema = z
  .strictObject({
    kind: z.literal('rate-limit'),
    ...commonFields,
    timeout: durationField.default('3m').describe('For the limit to answer and to recover.'),
    path: pathField,
    method: z.enum(['GET', 'HEAD', 'POST']).default('GET'),
    headers: headersField.optional(),
    json: z.json().describe('A body sent as JSON.').optional(),
    within: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .describe('Requests within which the limit must answer; not one more is sent.'),
    concurrency: z.int().min(1).max(20).default(5).describe('Requests under way at once.'),
    status: z.int().min(400).max(599).default(429).describe('What the limit answers.'),
    'retry-after': z.boolean().default(false).describe('true: the limit must say when to come back.'),
    'recovers-within': durationField.default('1m').describe('After which requests are answered again.'),
  })
  .refine(
    (check) => fitsTimeout(check, msOf(check['recovers-within'])),
    'waits longer than its timeout: recovers-within must be shorter',
  );

/** A limit that is run into, with its variables filled in. */
export type RateLimitCheck = z.infer<typeof schema>;

/** A rate limit answers, and lets go again (RFC 6585, 429 Too Many Requests). */
export const rateLimit = defineKind({
  kind: 'rate-limit',
  schema,
  usesTarget: true,
  // A second attempt would begin inside the limit that the first one ran into.
  repeatable: () => false,
});
