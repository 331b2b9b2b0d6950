import { z } from 'zod';

/** One database of an example: what kind it is of, and its name. */
export const databaseSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('postgres'), name: z.string().optional() }),
    z.strictObject({ kind: z.literal('neon'), name: z.string().optional() }),
    z.strictObject({ kind: z.literal('redis') }),
    z.strictObject({
      kind: z.literal('kafka'),
      /** There from the beginning on; no other comes into being by itself. */
      topics: z
        .array(z.string().regex(/^[\w.-]{1,249}$/, 'is a name of letters, digits, ".", "_" and "-"'))
        .min(1),
      /** Of each topic. */
      partitions: z.number().int().positive().max(100).default(1),
    }),
  ],
  {
    error: 'kind is postgres, neon, redis or kafka; SQLite is a file on a volume and needs no database here',
  },
);
