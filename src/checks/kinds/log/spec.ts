import { z } from 'zod';
import { commonFields, durationField, regexField } from '../fields.js';
import { defineKind } from '../kind.js';
import { fitsTimeout, msOf } from '../time-fits.js';

const oneOrMore = z.union([regexField, z.array(regexField).min(1)]);

const schema = z
  .strictObject({
    kind: z.literal('log'),
    ...commonFields,
    timeout: durationField.default('5m').describe('For all of it; keep it above within and watch.'),
    matches: oneOrMore
      .describe('Regular expressions, each of which a line must match, such as connected to broker.')
      .optional(),
    'not-matches': oneOrMore.describe('Regular expressions that no line may match.').optional(),
    'no-stack-traces': z
      .boolean()
      .default(false)
      .describe('true: no line may begin a stack trace of Node, Python, Go, Java or Ruby.'),
    within: durationField.default('1m').describe('How long to wait for the lines that must come.'),
    watch: durationField.default('0s').describe('How long to go on looking for lines that must not come.'),
  })
  .refine(
    (check) => check.matches !== undefined || check['not-matches'] !== undefined || check['no-stack-traces'],
    'needs matches, not-matches or no-stack-traces',
  )
  .refine(
    (check) => fitsTimeout(check, Math.max(msOf(check.within), msOf(check.watch))),
    'waits longer than its timeout: within and watch must be shorter',
  );

/** What the logs must and must not hold, with its variables filled in. */
export type LogCheck = z.infer<typeof schema>;

/** The logs of the deployment behind the target hold some lines, and not others. */
export const log = defineKind({
  kind: 'log',
  schema,
  usesTarget: true,
  // It waits by itself.
  repeatable: () => false,
});
