import { z } from 'zod';
import { expectSchema } from '../expectations.js';
import {
  commonFields,
  headersField,
  jsonPathField,
  pathField,
  regexField,
  variableField,
} from '../fields.js';
import { defineKind } from '../kind.js';
import { samplingFields } from './sampling-fields.js';

const captureSchema = z
  .strictObject({
    json: jsonPathField.optional(),
    header: z.string().min(1).optional(),
    cookie: z.string().min(1).optional(),
    regex: regexField.describe('The first group, or the whole match without one.').optional(),
    body: z.literal(true).describe('The whole body.').optional(),
    secret: z
      .boolean()
      .describe('Masked in everything that is shown; by itself for what looks like a token.')
      .optional(),
  })
  .refine(
    ({ secret: _, ...ways }) => Object.keys(ways).length === 1,
    'needs exactly one of json, header, cookie, regex, body',
  );

const part = z
  .strictObject({
    name: z.string().min(1),
    value: z.string().optional(),
    file: z.string().min(1).describe('Path of a file of the repository.').optional(),
    filename: z.string().optional(),
    'content-type': z.string().optional(),
  })
  .refine((one) => (one.value === undefined) !== (one.file === undefined), 'needs either value or file');

const authSchema = z.union([
  z.strictObject({ bearer: z.string().min(1).describe('Such as {{env.API_TOKEN}} or {{token}}.') }),
  z.strictObject({ basic: z.strictObject({ username: z.string(), password: z.string() }) }),
]);

const bodies = ['body', 'json', 'form', 'multipart'] as const;

const schema = z
  .strictObject({
    kind: z.literal('http').optional().default('http'),
    ...commonFields,
    path: pathField,
    query: z.record(z.string(), z.string()).optional(),
    method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
    headers: headersField.optional(),
    auth: authSchema.optional(),
    cookies: z
      .boolean()
      .default(true)
      .describe('Whether cookies that earlier answers set are sent and new ones are kept.'),
    body: z.string().optional(),
    json: z.json().describe('A body sent as JSON.').optional(),
    form: z.record(z.string(), z.string()).describe('A body sent as a form.').optional(),
    multipart: z.array(part).min(1).describe('A body of parts: fields and files.').optional(),
    'max-body': z
      .string()
      .regex(/^\d+(\.\d+)?\s*[KM]?B$/i, 'is not a size such as 500KB or 10MB')
      .default('10MB')
      .describe('What is read of the body; a longer one is cut and said to be.'),
    expect: expectSchema.default({ status: '2xx' }),
    capture: z
      .record(variableField, z.union([jsonPathField, captureSchema]))
      .describe('Values of the answer for later checks, used as {{name}}; a plain text is a JSONPath.')
      .optional(),
    ...samplingFields,
  })
  .refine(
    (check) => bodies.filter((name) => check[name] !== undefined).length <= 1,
    'has more than one of body, json, form and multipart',
  )
  .refine(
    ({ samples, method }) => samples === undefined || isLight(method),
    'has samples, which are for GET, HEAD and OPTIONS only: other methods change something each time',
  )
  .refine(
    ({ samples, capture }) => samples === undefined || capture === undefined,
    'has both samples and capture: capture in a check of its own',
  );

/** A request and what its answer must be, with its variables filled in. */
export type HttpCheck = z.infer<typeof schema>;

/** A request and what its answer must be. */
export const http = defineKind({
  kind: 'http',
  schema,
  usesTarget: true,
  repeatable: ({ method }) => isLight(method),
});

/** Whether a request of this method changes nothing (RFC 9110, 9.2.1), so that it may be sent again and again. */
export function isLight(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method);
}
