import { compile } from 'json-p3';
import { z } from 'zod';
import { parseDuration, parseSize } from '../../runtime/duration.js';

/** A regular expression of JavaScript, without slashes. */
export const regexField = z
  .string()
  .min(1)
  .max(1_000)
  .refine((text) => compiles(() => new RegExp(text)), 'is not a regular expression');

/** A JSONPath of RFC 9535. */
export const jsonPathField = z
  .string()
  .regex(/^\$/, 'must begin with "$"')
  .refine((text) => compiles(() => compile(text)), 'is not a JSONPath of RFC 9535, such as $.items[0].id');

/** A duration with its unit. */
export const durationField = z
  .string()
  .refine(
    (text) => parseDuration(text) !== undefined,
    'is not a duration with its unit, such as 500ms or 2s',
  );

/** A size with its unit. */
export const sizeField = z
  .string()
  .refine((text) => parseSize(text) !== undefined, 'is not a size with its unit, such as 500KB or 2MB');

const headerName = /^([!#$%&'*+.^_`|~0-9A-Za-z-]|\{\{\s*[A-Za-z_][\w.-]*\s*\}\})+$/;

/** The name of a header (RFC 9110, 5.6.2), or a variable that holds one. */
export const headerNameField = z
  .string()
  .regex(headerName, 'is no name of a header: letters, digits and "-", such as x-api-key');

/** Headers to send, by their names. */
export const headersField = z.record(headerNameField, z.string());

/** A path on the target, or a variable that holds one. */
export const pathField = z.string().regex(/^(\/|\{\{)/, 'must begin with "/"');

/** A name a value is captured under. */
export const variableField = z
  .string()
  .regex(/^[A-Za-z_][\w-]*$/, 'must begin with a letter and hold letters, digits, "_" and "-" only');

/**
 * The fields every kind of check has. `timeout` is for one attempt; a kind may give it another default. Their ids make
 * them one definition each in the JSON Schema, in place of one for every kind.
 */
export const commonFields = {
  name: z.string().min(1).max(200).meta({ id: 'name' }),
  target: z
    .string()
    .meta({ id: 'target', description: 'Name of a target; may be left out when there is one.' })
    .optional(),
  timeout: durationField.default('10s').meta({ id: 'timeout', description: 'For one attempt.' }),
  retries: z
    .int()
    .min(0)
    .max(100)
    .meta({
      id: 'retries',
      description: 'More attempts after one that did not hold; 2 when repeating changes nothing, else 0.',
    })
    .optional(),
  'retry-interval': durationField
    .default('1s')
    .meta({ id: 'retry-interval', description: 'Between two attempts.' }),
  level: z
    .enum(['block', 'warn'])
    .default('block')
    .meta({ id: 'level', description: 'warn: told, but it does not change the verdict.' }),
  tags: z
    .array(z.string().min(1))
    .default([])
    .meta({ id: 'tags', description: 'For the inputs only and skip.' }),
  needs: z.array(z.string().min(1)).default([]).meta({
    id: 'needs',
    description: 'Names of checks that must hold before; a captured variable implies it.',
  }),
  cleanup: z.boolean().default(false).meta({
    id: 'cleanup',
    description: 'Made last, and always, once the variables it uses were captured.',
  }),
};

function compiles(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
