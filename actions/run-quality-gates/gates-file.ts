import { z } from 'zod';
import { parseDuration } from '../../src/runtime/duration.js';

const gateSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .regex(/^[^\r\n]*$/, 'must be one line'),
  command: z
    .string()
    .trim()
    .min(1)
    .describe('Run by bash; several lines are one script that stops at the first error.'),
  level: z.enum(['block', 'warn']).default('block').describe('block stops the release, warn only says so.'),
  'working-directory': z.string().min(1).optional(),
  env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  timeout: z
    .string()
    .refine(
      (text) => parseDuration(text) !== undefined,
      'is not a duration with its unit, such as 90s or 10m',
    )
    .describe('For one attempt; the input "timeout" when absent.')
    .optional(),
  needs: z.array(z.string()).default([]).describe('Gates that must pass before this one starts.'),
  retries: z.int().min(0).max(10).default(0),
});

/** The file of gates. Strict: a key that is misspelt is an error, never a gate that is not asked. */
export const gatesSchema = z.strictObject({ gates: z.array(gateSchema).min(1) });

/** The input `gates`: the file's form, or its list alone. */
export const inlineGatesSchema = z.preprocess(
  (value) => (Array.isArray(value) ? { gates: value } : value),
  gatesSchema,
);

export type Gate = z.infer<typeof gateSchema>;

/** The JSON Schema of the file, for editors; a pure function of the schema above. */
export function gatesJsonSchema(): Record<string, unknown> {
  return { title: 'Quality gates', ...z.toJSONSchema(gatesSchema, { io: 'input', target: 'draft-7' }) };
}
