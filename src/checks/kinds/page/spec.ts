import { z } from 'zod';
import { commonFields, durationField, pathField, regexField } from '../fields.js';
import { defineKind } from '../kind.js';
import { closesAll } from './selector.js';

const schema = z.strictObject({
  kind: z.literal('page'),
  ...commonFields,
  timeout: durationField.default('60s').describe('For the browser, the page and all it waits for.'),
  path: pathField.default('/'),
  text: z.string().min(1).describe('Text that the page must show.').optional(),
  selector: z
    .string()
    .min(1)
    .refine(closesAll, 'is no CSS selector: a bracket or a quote is not closed')
    .describe('CSS selector of something that must be visible.')
    .optional(),
  wait: durationField.default('15s').describe('How long text and selector may take once the page is loaded.'),
  'console-errors': z.boolean().default(false).describe('true: errors on the console are allowed.'),
  'failed-requests': z
    .boolean()
    .default(false)
    .describe('true: requests of the page may fail (no answer, or a status from 400).'),
  ignore: z
    .array(regexField)
    .default([])
    .describe('Regular expressions for console errors and addresses that do not count.'),
  'max-first-paint': durationField.describe('Limit of the first contentful paint.').optional(),
  'max-largest-paint': durationField.describe('Limit of the largest contentful paint.').optional(),
  width: z.int().min(200).max(4_000).default(1_280),
  height: z.int().min(200).max(4_000).default(800),
  screenshot: z.enum(['always', 'on-failure', 'never']).default('on-failure'),
  browser: z
    .string()
    .min(1)
    .describe("Path of Chrome or Chromium; found by itself on GitHub's runners.")
    .optional(),
});

/** A page and what it must show, with its variables filled in. */
export type PageCheck = z.infer<typeof schema>;

/** A page in a real browser: it loads, shows what it must, and nothing on it breaks. */
export const page = defineKind({
  kind: 'page',
  schema,
  usesTarget: true,
  repeatable: () => true,
});
