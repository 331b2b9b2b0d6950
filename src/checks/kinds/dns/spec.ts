import { isIP } from 'node:net';
import { z } from 'zod';
import { commonFields } from '../fields.js';
import { defineKind } from '../kind.js';

const types = ['A', 'AAAA', 'CNAME', 'TXT', 'MX', 'NS', 'CAA'] as const;

/** An IP address, `1.1.1.1:53` or `[2606:4700::1]:53`; what a variable completes is told when it is asked. */
function isServer(text: string): boolean {
  if (text.includes('{{')) return true;
  const [, six, port = '53'] = /^\[(.+)\](?::(\d{1,5}))?$/.exec(text) ?? [];
  if (six !== undefined) return isIP(six) === 6 && Number(port) <= 65_535;
  return isIP(text) !== 0 || isIP(text.replace(/:\d{1,5}$/, '')) === 4;
}

const schema = z.strictObject({
  kind: z.literal('dns'),
  ...commonFields,
  host: z.string().min(1).describe("The target's host when left out.").optional(),
  type: z.enum(types).default('A'),
  contains: z.string().describe('Must be part of one of the records.').optional(),
  servers: z
    .array(
      z.string().refine(isServer, 'is not the IP address of a name server, such as 1.1.1.1 or 1.1.1.1:53'),
    )
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
