import { z } from 'zod';
import { commonFields, durationField, headersField, jsonPathField } from '../fields.js';
import { defineKind } from '../kind.js';
import { fitsTimeout, msOf } from '../time-fits.js';

const headers = headersField.optional();
const address = z.string().regex(/^(https?:\/\/|\{\{)/, 'must begin with https:// or http://');

const prometheus = z.strictObject({
  url: address.describe('Without /api/v1/query, such as https://prometheus.example.com.'),
  query: z.string().min(1).describe('PromQL that gives one number.'),
  headers,
});

const sentry = z.strictObject({
  url: address.default('https://sentry.io'),
  token: z.string().min(1).describe('Such as {{env.SENTRY_AUTH_TOKEN}}, with org:read.'),
  organization: z.string().min(1).describe('Its slug.'),
  project: z.string().min(1).describe('Its numeric id.').optional(),
  release: z.string().min(1).optional(),
  environment: z.string().min(1).optional(),
  measure: z.enum(['errors', 'crash-free-sessions', 'crash-free-users']),
  period: z
    .string()
    .regex(/^\d+[mhd]$/, 'must be a period such as 15m, 1h or 1d')
    .default('1h'),
  'min-sessions': z
    .int()
    .min(0)
    .default(50)
    .describe('For crash-free rates: with fewer sessions nothing can be told.'),
});

const json = z.strictObject({ url: address, headers, 'json-path': jsonPathField.describe('Of one number.') });

const railway = z.strictObject({
  measure: z
    .enum(['cpu', 'memory-gb', 'error-rate', 'p95-ms', 'requests'])
    .describe('Error rate (0 to 1), p95 and requests come from the HTTP logs.'),
  period: durationField.default('10m').describe('How far back to look.'),
});

/** A comparison with a number, such as `< 0.01` or `>= 99`. */
const condition = z
  .string()
  .regex(
    /^\s*(<=|>=|==|!=|<|>)\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i,
    'is not a comparison such as "< 0.01"',
  );

const limit = z.int().min(0);

const schema = z
  .strictObject({
    kind: z.literal('metric'),
    ...commonFields,
    timeout: durationField.default('30m').describe('For all measurements together.'),
    prometheus: prometheus.optional(),
    sentry: sentry.optional(),
    json: json.optional(),
    railway: railway.optional(),
    success: condition.describe('The number is good, such as "< 0.01".').optional(),
    failure: condition.describe('The number is bad, such as "> 0.05".').optional(),
    interval: durationField.default('30s').describe('Between two measurements.'),
    count: z
      .int()
      .min(1)
      .max(1_000)
      .default(1)
      .describe('Measurements; those that failed to be made do not count.'),
    'initial-delay': durationField.default('0s'),
    'failure-limit': z.int().min(-1).default(0).describe('Bad measurements that are tolerated; -1 for any.'),
    'inconclusive-limit': limit.default(0),
    'consecutive-error-limit': limit.default(4),
    'consecutive-success-limit': limit.default(0).describe('Good ones in a row that end it; 0 for none.'),
  })
  .refine(
    (check) => [check.prometheus, check.sentry, check.json, check.railway].filter(Boolean).length === 1,
    'needs exactly one of prometheus, sentry, json, railway',
  )
  .refine(
    (check) => check.success !== undefined || check.failure !== undefined,
    'needs success or failure: without a condition nothing can be told',
  )
  .refine(
    (check) => fitsTimeout(check, msOf(check['initial-delay']) + (check.count - 1) * msOf(check.interval)),
    'takes longer than its timeout: count times interval (and initial-delay) must be shorter',
  );

/** A number and what it must be, with its variables filled in. */
export type MetricCheck = z.infer<typeof schema>;

/** A number from Prometheus, Sentry, Railway or any JSON, judged by conditions and limits as in Argo's analysis. */
export const metric = defineKind({
  kind: 'metric',
  schema,
  usesTarget: true,
  // It measures again by itself.
  repeatable: () => false,
});
