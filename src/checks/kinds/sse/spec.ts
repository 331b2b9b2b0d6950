import { z } from 'zod';
import { commonFields, durationField, headersField, pathField, regexField } from '../fields.js';
import { defineKind } from '../kind.js';

const schema = z.strictObject({
  kind: z.literal('sse'),
  ...commonFields,
  timeout: durationField.default('30s').describe('For all events that are waited for.'),
  path: pathField,
  headers: headersField.optional(),
  method: z.enum(['GET', 'POST']).default('GET'),
  json: z.json().describe('A body sent as JSON, for streams that are asked for by POST.').optional(),
  'first-event': durationField.default('5s').describe('Until the first event.'),
  events: z.int().min(1).max(1_000).default(1).describe('Events that must come.'),
  'min-spread': durationField
    .describe('Between the first and the last event: less means that something on the way holds them back.')
    .optional(),
  matches: regexField.describe('Must match the data of one event at least.').optional(),
  event: z.string().describe('Counts events of this name only.').optional(),
});

/** A stream of events, with its variables filled in. */
export type SseCheck = z.infer<typeof schema>;

/** Server-sent events (HTML standard, "Server-sent events"): they come, in time, one by one. */
export const sse = defineKind({
  kind: 'sse',
  schema,
  usesTarget: true,
  repeatable: ({ method }) => method === 'GET',
});
