import { z } from 'zod';
import { durationField, jsonPathField, regexField, sizeField } from './fields.js';

const status = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^[1-5]xx$/, 'must be a number such as 200, or 2xx'),
]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const oneOrMore = (text: z.ZodString) => z.union([text, z.array(text).min(1)]);
const notEmpty = (value: object) => Object.keys(value).length > 0;

const types = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const;

const jsonExpectation = z
  .strictObject({
    equals: z.json().describe('The value, compared in depth.').optional(),
    'not-equals': z.json().optional(),
    'one-of': z.array(z.json()).min(1).optional(),
    type: z.enum(types).optional(),
    exists: z.boolean().describe('false: nothing may be at this path.').optional(),
    matches: regexField.optional(),
    contains: scalar.describe('Part of a text, or an entry of an array.').optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    'min-length': z.int().min(0).describe('Of a text or an array.').optional(),
    'max-length': z.int().min(0).describe('Of a text or an array.').optional(),
    count: z.int().min(0).describe('How many nodes the path matches.').optional(),
  })
  .refine(notEmpty, 'needs one of equals, not-equals, one-of, type, exists, matches, contains, min, max, …');

/** What a text must be: of a header, a cookie. */
export const textExpectation = z
  .strictObject({
    equals: z.string().optional(),
    contains: z.string().optional(),
    'not-contains': z.string().optional(),
    matches: regexField.optional(),
    exists: z.boolean().describe('false: it must not be there.').optional(),
  })
  .refine(notEmpty, 'needs one of equals, contains, not-contains, matches, exists');

const cookieExpectation = z
  .strictObject({
    equals: z.string().optional(),
    matches: regexField.optional(),
    exists: z.boolean().optional(),
    secure: z.boolean().optional(),
    'http-only': z.boolean().optional(),
    'same-site': z.enum(['strict', 'lax', 'none']).optional(),
  })
  .refine(notEmpty, 'needs one of equals, matches, exists, secure, http-only, same-site');

/** A status, a class of statuses, or a list of them. */
export const statusField = z.union([status, z.array(status).min(1)]);

/** What must hold of an answer. */
export const expectSchema = z.strictObject({
  status: statusField
    .default('2xx')
    .describe('A status, 2xx, or a list. Redirects are followed unless a 3xx is expected.'),
  header: z
    .record(z.string(), z.union([z.string(), textExpectation]))
    .describe('By header name; a plain string means equals.')
    .optional(),
  cookie: z
    .record(z.string(), z.union([z.string(), cookieExpectation]))
    .describe('By name, as the answer sets it; a plain string means equals.')
    .optional(),
  'redirected-to': z
    .string()
    .describe('Path or address the redirects must end at, when they are followed.')
    .optional(),
  'max-redirects': z.int().min(0).max(20).optional(),
  'body-contains': oneOrMore(z.string().min(1)).optional(),
  'body-not-contains': oneOrMore(z.string().min(1)).optional(),
  'body-matches': regexField.optional(),
  json: z
    .record(jsonPathField, z.union([scalar, jsonExpectation]))
    .describe('By JSONPath (RFC 9535); a plain value means equals. All matched nodes must hold.')
    .optional(),
  'json-schema': z
    .union([z.string().min(1), z.record(z.string(), z.json())])
    .describe('A JSON Schema (draft 7 or 2020-12) for the body: inline, or the path of its file.')
    .optional(),
  'max-duration': durationField.describe('For the whole answer, such as 2s.').optional(),
  'max-size': sizeField.describe('Of the body as it comes over the wire.').optional(),
  'min-size': sizeField.optional(),
  'tls-days-left': z.int().min(0).describe('Days the certificate must still hold.').optional(),
  'http-version': z.enum(['1.1', '2']).optional(),
});

/** What must hold of an answer, as the suite says it. */
export type Expectation = z.infer<typeof expectSchema>;
