import { compile } from 'json-p3';
import { z } from 'zod';
import type { Verdict } from '../release/verdict.js';
import { parseDuration } from '../runtime/duration.js';

const regex = z
  .string()
  .min(1)
  .refine((text) => compiles(() => new RegExp(text)), 'is not a regular expression');
const jsonPath = z
  .string()
  .startsWith('$')
  .refine((text) => compiles(() => compile(text)), 'is not a JSONPath of RFC 9535, such as $.items[0].id');
const duration = z
  .string()
  .refine(
    (text) => parseDuration(text) !== undefined,
    'is not a duration with its unit, such as 500ms or 2s',
  );
const path = z.string().startsWith('/', 'must begin with "/"');
const status = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^[1-5]xx$/, 'must be a number such as 200, or 2xx'),
]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const oneOrMore = (text: z.ZodString) => z.union([text, z.array(text).min(1)]);

const jsonExpectation = z
  .strictObject({
    equals: z.json().describe('The value, compared in depth.').optional(),
    type: z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']).optional(),
    exists: z.boolean().describe('false: nothing may be at this path.').optional(),
    matches: regex.optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'needs one of equals, type, exists, matches, min, max');

const headerExpectation = z
  .strictObject({
    equals: z.string().optional(),
    contains: z.string().optional(),
    matches: regex.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'needs one of equals, contains, matches');

const expectSchema = z.strictObject({
  status: z
    .union([status, z.array(status).min(1)])
    .default('2xx')
    .describe('A status, 2xx, or a list. Redirects are followed unless a 3xx is expected.'),
  header: z
    .record(z.string(), z.union([z.string(), headerExpectation]))
    .describe('By header name; a plain string means equals.')
    .optional(),
  'body-contains': oneOrMore(z.string().min(1)).optional(),
  'body-not-contains': oneOrMore(z.string().min(1)).optional(),
  'body-matches': regex.optional(),
  json: z
    .record(jsonPath, z.union([scalar, jsonExpectation]))
    .describe('By JSONPath (RFC 9535); a plain value means equals. All matched nodes must hold.')
    .optional(),
  'max-duration': duration.describe('For the whole answer, such as 2s.').optional(),
});

const checkSchema = z
  .strictObject({
    name: z.string().min(1),
    target: z.string().describe('Name of a target; may be left out when there is one.').optional(),
    path,
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
    json: z.json().describe('A body sent as JSON.').optional(),
    timeout: duration.default('10s').describe('For one attempt.'),
    retries: z
      .int()
      .min(0)
      .max(20)
      .describe('More attempts after one that did not hold; 2 for GET, 0 for other methods.')
      .optional(),
    expect: expectSchema.default({ status: '2xx' }),
  })
  .refine(
    (check) => check.body === undefined || check.json === undefined,
    'has both body and json: give one',
  );

const versionSchema = z
  .strictObject({
    target: z.string().describe('Name of a target; may be left out when there is one.').optional(),
    path,
    'json-path': jsonPath.optional(),
    header: z.string().min(1).optional(),
    text: regex.describe('A regular expression with one group: the version.').optional(),
  })
  .refine(
    (rule) => [rule['json-path'], rule.header, rule.text].filter((way) => way !== undefined).length === 1,
    'needs exactly one of json-path, header, text',
  )
  .refine(
    (rule) => rule.text === undefined || groupsOf(rule.text) === 1,
    'text needs exactly one group, such as version: (\\S+)',
  );

/** The smoke suite as its file holds it. Strict: a key that is misspelt is an error, never a check that is not made. */
export const suiteSchema = z.strictObject({
  version: z
    .array(versionSchema)
    .default([])
    .describe('Proves that what answers is what was shipped, before any check is made.'),
  checks: z.array(checkSchema).default([]),
});

export type Suite = z.infer<typeof suiteSchema>;
export type Check = Suite['checks'][number];
export type Expectation = Check['expect'];
export type VersionRule = Suite['version'][number];

/** The version of one target, as it was waited for. */
export interface VersionResult {
  target: string;
  verdict: Verdict;
  /** What answered, with how often: `abc1234 (3 times)`, `HTTP 503 (once)`. */
  seen: string[];
  expected: string;
  durationMs: number;
  reason: string;
}

/** One check with its last attempt's answer. */
export interface CheckResult {
  name: string;
  target: string;
  verdict: Verdict;
  /** Why; '' when it passed. */
  reason: string;
  /** Milliseconds of the last attempt. */
  durationMs: number;
  attempts: number;
  url: string;
  /** The same request as a command line; secrets are left out. */
  curl: string;
}

/** What a suite found: the verdict over all, and the first cause. */
export interface SuiteResult {
  verdict: Verdict;
  reason: string;
  version: VersionResult[];
  checks: CheckResult[];
}

/** The JSON Schema of the suite's file, for editors; a pure function of the schema above. */
export function suiteJsonSchema(): Record<string, unknown> {
  return { title: 'Smoke suite', ...z.toJSONSchema(suiteSchema, { io: 'input', target: 'draft-7' }) };
}

function compiles(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

/** An alternative that is always empty makes the expression match and so tells its groups. */
function groupsOf(text: string): number {
  if (!compiles(() => new RegExp(text))) return 1;
  return (new RegExp(`${text}|`).exec('')?.length ?? 1) - 1;
}
