import { z } from 'zod';
import { commonFields } from '../fields.js';
import { defineKind } from '../kind.js';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const schema = z.strictObject({
  kind: z.literal('postgres'),
  ...commonFields,
  url: z.string().min(1).describe('Such as {{env.DATABASE_URL}}.'),
  query: z
    .string()
    .min(1)
    .default('select 1')
    .describe('Run in a read-only transaction that is rolled back.'),
  'min-rows': z.int().min(0).optional(),
  'max-rows': z.int().min(0).optional(),
  row: z
    .record(z.string(), scalar)
    .describe('By column: what the first row must hold, compared as text unless it is null.')
    .optional(),
});

/** A query and what it must return, with its variables filled in. */
export type PostgresCheck = z.infer<typeof schema>;

/** A PostgreSQL database answers a query. */
export const postgres = defineKind({
  kind: 'postgres',
  schema,
  usesTarget: false,
  repeatable: () => true,
});
