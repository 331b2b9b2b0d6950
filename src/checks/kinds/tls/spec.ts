import { z } from 'zod';
import { commonFields } from '../fields.js';
import { defineKind } from '../kind.js';

const schema = z.strictObject({
  kind: z.literal('tls'),
  ...commonFields,
  host: z.string().min(1).describe("The target's host when left out.").optional(),
  port: z.int().min(1).max(65_535).optional(),
  'days-left': z.int().min(0).default(14).describe('Days the certificate must still hold.'),
  'min-protocol': z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
  issuer: z.string().describe("Part of the issuer's name.").optional(),
});

/** A certificate, with its variables filled in. */
export type TlsCheck = z.infer<typeof schema>;

/** The certificate: trusted, for this name, and not about to expire. */
export const tls = defineKind({
  kind: 'tls',
  schema,
  usesTarget: true,
  repeatable: () => true,
});
