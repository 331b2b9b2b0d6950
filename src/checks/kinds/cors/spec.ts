import { z } from 'zod';
import { commonFields, headerNameField, pathField } from '../fields.js';
import { defineKind } from '../kind.js';

const schema = z.strictObject({
  kind: z.literal('cors'),
  ...commonFields,
  path: pathField,
  origin: z.string().min(1).describe('The page that asks, such as https://app.example.com.'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  headers: z.array(headerNameField).default([]).describe('Headers the page wants to send.'),
  allowed: z.boolean().default(true).describe('false: the origin must be refused.'),
  credentials: z.boolean().default(false).describe('The page sends cookies, which "*" does not allow.'),
});

/** A pre-flight and its request, with its variables filled in. */
export type CorsCheck = z.infer<typeof schema>;

/** Whether a browser lets a page of another origin read the answer (Fetch standard, "CORS protocol"). */
export const cors = defineKind({
  kind: 'cors',
  schema,
  usesTarget: true,
  repeatable: () => true,
});
