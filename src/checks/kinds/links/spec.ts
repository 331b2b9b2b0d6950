import { z } from 'zod';
import { commonFields, durationField, pathField } from '../fields.js';
import { defineKind } from '../kind.js';

const schema = z.strictObject({
  kind: z.literal('links'),
  ...commonFields,
  timeout: durationField.default('60s').describe('For the page and all it links to.'),
  path: pathField.default('/'),
  'max-links': z
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .describe('Assets and links that are asked for at most.'),
  pages: z.boolean().default(true).describe('false: only what the page loads (scripts, styles, images).'),
  ignore: z
    .array(z.string().min(1))
    .default([])
    .describe('Parts of addresses that are not asked for, such as the host of a service of others.'),
});

/** A page and what it links to, with its variables filled in. */
export type LinksCheck = z.infer<typeof schema>;

/** A page, the assets it loads (those of other origins too) and the pages of the same origin it links to all answer. */
export const links = defineKind({
  kind: 'links',
  schema,
  usesTarget: true,
  repeatable: () => true,
});
