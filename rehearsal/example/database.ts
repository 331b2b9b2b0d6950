import { z } from 'zod';

/** One database of an example: what kind it is of, and its name. */
export const databaseSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('postgres'), name: z.string().optional() }),
    z.strictObject({ kind: z.literal('neon'), name: z.string().optional() }),
    z.strictObject({ kind: z.literal('redis') }),
  ],
  {
    error:
      'kind is postgres, neon or redis; SQLite is a file on a volume and needs no database here, Kafka is not there',
  },
);
