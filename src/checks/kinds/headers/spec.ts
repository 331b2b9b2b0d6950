import { z } from 'zod';
import { textExpectation } from '../expectations.js';
import { commonFields, pathField } from '../fields.js';
import { defineKind } from '../kind.js';

/** Sets of headers that belong together. */
export const presetNames = ['security', 'security-api', 'cache-immutable', 'cache-page', 'no-store'] as const;

const schema = z
  .strictObject({
    kind: z.literal('headers'),
    ...commonFields,
    path: pathField,
    preset: z
      .union([z.enum(presetNames), z.array(z.enum(presetNames)).min(1)])
      .describe('Sets of headers: see the README for what each asks.')
      .optional(),
    expect: z.record(z.string(), z.union([z.string(), textExpectation])).optional(),
    ignore: z.array(z.string()).default([]).describe('Headers of a preset that are not asked for.'),
  })
  .refine((check) => check.preset !== undefined || check.expect !== undefined, 'needs preset or expect');

/** Headers of one answer, with its variables filled in. */
export type HeadersCheck = z.infer<typeof schema>;

/** Security and cache headers of a page. */
export const headers = defineKind({
  kind: 'headers',
  schema,
  usesTarget: true,
  repeatable: () => true,
});
