import { z } from 'zod';
import { commonFields } from '../fields.js';
import { defineKind } from '../kind.js';

const types = ['A', 'AAAA', 'CNAME', 'TXT', 'MX', 'NS', 'CAA'] as const;

const schema = z.strictObject({
  kind: z.literal('dns'),
  ...commonFields,
  host: z.string().min(1).describe("The target's host when left out.").optional(),
  type: z.enum(types).default('A'),
  contains: z.string().describe('Must be part of one of the records.').optional(),
  servers: z
    .array(z.string().min(1))
    .default([])
    .describe("Name servers to ask; the runner's own when empty."),
});

/** A name's records, with its variables filled in. */
export type DnsCheck = z.infer<typeof schema>;

/** A name has the records it needs. */
export const dns = defineKind({
  kind: 'dns',
  schema,
  usesTarget: true,
  repeatable: () => true,
});
