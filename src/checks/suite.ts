import { z } from 'zod';
import type { Verdict } from '../release/verdict.js';
import { jsonPathField, pathField, regexField, variableField } from './kinds/fields.js';
import { type Check, checkSchema } from './kinds/index.js';
import type { Evidence } from './kinds/kind.js';
import type { SoakResult } from './soak/soak.js';
import type { Sample } from './statistics/samples.js';

const targetSchema = z.strictObject({
  url: z.string().min(1).describe('Its address, when the inputs give none.').optional(),
  vercel: z
    .boolean()
    .describe('Vercel serves it under a domain of your own: its protection bypass goes there too.')
    .optional(),
});

const ways = ['json-path', 'header', 'text', 'deployment-id'] as const;

const versionSchema = z
  .strictObject({
    target: z.string().describe('Name of a target; may be left out when there is one.').optional(),
    path: pathField,
    'json-path': jsonPathField.optional(),
    header: z.string().min(1).optional(),
    text: regexField.describe('A regular expression with one group: the version.').optional(),
    'deployment-id': z
      .literal(true)
      .describe("The platform's id of the deployment (dpl_…), as a header or the page tells it.")
      .optional(),
    expect: z
      .string()
      .min(1)
      .describe('What this target must tell, when it is not the input expect-version.')
      .optional(),
  })
  .refine(
    (rule) => ways.filter((way) => rule[way] !== undefined).length === 1,
    'needs exactly one of json-path, header, text, deployment-id',
  )
  .refine(
    (rule) => rule.text === undefined || groupsOf(rule.text) === 1,
    'text needs exactly one group, such as version: (\\S+)',
  );

/** The smoke suite as its file holds it. Strict: a key that is misspelt is an error, never a check that is not made. */
export const suiteSchema = z.strictObject({
  targets: z.record(z.string().regex(/^[A-Za-z0-9][\w.-]*$/), targetSchema).optional(),
  variables: z
    .record(variableField, z.string())
    .describe('Values for {{name}} in the checks; generated ones ({{uuid}}, {{email}}) are made once.')
    .optional(),
  version: z
    .array(versionSchema)
    .default([])
    .describe('Proves that what answers is what was shipped, before any check is made.'),
  checks: z.array(checkSchema).default([]),
});

/** A suite as its schema gives it. */
export type Suite = z.infer<typeof suiteSchema>;
export type { Check };
/** How one target tells its version. */
export type VersionRule = Suite['version'][number];

/** Where a check is written, or the field of it that kept it from being made. */
export interface Place {
  /** As it is given, or `the input "checks"`. */
  file: string;
  line: number;
  column?: number;
}

/** The version of one target, as it was waited for. */
export interface VersionResult {
  target: string;
  verdict: Verdict;
  /** What answered, with how often: `abc1234 (3 times)`, `HTTP 503 (once)`. */
  seen: string[];
  expected: string;
  durationMs: number;
  reason: string;
  /** Where it was asked. */
  url?: string;
  /** What stood out although it ended well: a cold start, an answer of a cache. */
  notes?: string[];
}

/** One check with its last attempt's answer. */
export interface CheckResult {
  name: string;
  kind: string;
  target: string;
  verdict: Verdict;
  level: 'block' | 'warn';
  tags: string[];
  /** Why; '' when it passed. */
  reason: string;
  /** Milliseconds of the last attempt. */
  durationMs: number;
  attempts: number;
  /** True when it was not made, because of one it needs. */
  skipped?: true;
  url: string;
  /** The same request as a command line; secrets are left out. */
  curl: string;
  measurements?: Record<string, number>;
  samples?: Sample[];
  evidence?: Evidence;
  place?: Place;
}

/** What a suite found: the verdict over all, and the first cause. */
export interface SuiteResult {
  verdict: Verdict;
  reason: string;
  version: VersionResult[];
  checks: CheckResult[];
  /** What keeping on asking found; undefined without a soak, and when the checks did not hold before it. */
  soak?: SoakResult;
}

/** The JSON Schema of the suite's file, for editors; a pure function of the schema above. */
export function suiteJsonSchema(): Record<string, unknown> {
  return { title: 'Smoke suite', ...z.toJSONSchema(suiteSchema, { io: 'input', target: 'draft-7' }) };
}

/** An alternative that is always empty makes the expression match and so tells its groups. */
function groupsOf(text: string): number {
  try {
    return (new RegExp(`${text}|`).exec('')?.length ?? 1) - 1;
  } catch {
    return 1;
  }
}
