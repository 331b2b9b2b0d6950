import { z } from 'zod';
import { commonFields, durationField } from '../fields.js';
import { defineKind } from '../kind.js';

const schema = z.strictObject({
  kind: z.literal('command'),
  ...commonFields,
  timeout: durationField.default('10m').describe('For the whole command; its process tree ends then.'),
  run: z
    .string()
    .min(1)
    .describe('A command for bash, such as npx playwright test; it finds the target in BASE_URL.'),
  'working-directory': z.string().min(1).describe('From the root of the repository.').optional(),
  env: z.record(z.string(), z.string()).default({}).describe('More environment for it.'),
  junit: z
    .string()
    .min(1)
    .describe('Path of the JUnit file that the command writes, from its working directory.')
    .optional(),
});

/** A command, with its variables filled in. */
export type CommandCheck = z.infer<typeof schema>;

/** A suite of your own, such as Playwright or pytest, against the target. */
export const command = defineKind({
  kind: 'command',
  schema,
  usesTarget: true,
  // What a command changes nobody knows.
  repeatable: () => false,
});
