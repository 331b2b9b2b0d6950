import { z } from 'zod';
import { commonFields, headersField, pathField, regexField } from '../fields.js';
import { defineKind } from '../kind.js';

const schema = z.strictObject({
  kind: z.literal('websocket'),
  ...commonFields,
  path: pathField,
  headers: headersField.optional(),
  protocols: z.array(z.string().min(1)).default([]),
  send: z.string().describe('A message sent once the connection is open.').optional(),
  matches: regexField.describe('Must match a message that comes.').optional(),
  messages: z.int().min(0).max(1_000).default(0).describe('Messages that must come.'),
});

/** A WebSocket, with its variables filled in. */
export type WebSocketCheck = z.infer<typeof schema>;

/** A WebSocket opens (RFC 6455), takes a message and answers. */
export const websocket = defineKind({
  kind: 'websocket',
  schema,
  usesTarget: true,
  repeatable: ({ send }) => send === undefined,
});
