import { z } from 'zod';
import { commonFields, pathField } from '../fields.js';
import { defineKind } from '../kind.js';

const statuses = [301, 302, 303, 307, 308] as const;

const schema = z.strictObject({
  kind: z.literal('redirect'),
  ...commonFields,
  path: pathField,
  from: z.string().url().describe('Another address to ask, such as http://example.com.').optional(),
  to: z.string().min(1).describe('Path or address where the redirects must end.'),
  status: z
    .union([z.literal(statuses), z.enum(['permanent', 'temporary'])])
    .describe('Of the first redirect: a number, permanent (301, 308) or temporary (302, 303, 307).')
    .optional(),
  'max-redirects': z.int().min(1).max(20).default(5),
});

/** A redirect, with its variables filled in. */
export type RedirectCheck = z.infer<typeof schema>;

/** An address leads to another one, in few hops and without going in a circle. */
export const redirect = defineKind({
  kind: 'redirect',
  schema,
  usesTarget: true,
  repeatable: () => true,
});
