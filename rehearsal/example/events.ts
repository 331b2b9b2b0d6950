import { z } from 'zod';
import { texts } from './values.js';

const branch = z.string().min(1);

const full = z.discriminatedUnion(
  'name',
  [
    z.strictObject({ name: z.literal('push'), branch: branch.optional(), tag: z.string().optional() }),
    z.strictObject({
      name: z.literal('pull_request'),
      action: z
        .enum(['opened', 'synchronize', 'reopened', 'labeled', 'ready_for_review', 'closed'])
        .default('opened'),
      head: branch.default('feature'),
      base: branch.default('main'),
      /** With `closed`: whether it was merged into its base first. */
      merged: z.boolean().default(false),
      labels: z.array(z.string()).default([]),
    }),
    z.strictObject({
      name: z.literal('merge_group'),
      head: branch.default('feature'),
      base: branch.default('main'),
    }),
    z.strictObject({
      name: z.literal('workflow_dispatch'),
      branch: branch.optional(),
      tag: z.string().optional(),
      inputs: texts.default({}),
    }),
    z.strictObject({
      name: z.literal('schedule'),
      cron: z.string().default('0 3 * * *'),
      branch: branch.optional(),
    }),
    z.strictObject({
      name: z.literal('release'),
      tag: z.string(),
      action: z.enum(['published', 'created', 'released', 'prereleased']).default('published'),
      prerelease: z.boolean().default(false),
      branch: branch.optional(),
    }),
  ],
  { error: 'name is one of push, pull_request, merge_group, workflow_dispatch, schedule, release' },
);

const short = z.enum(['push', 'pull_request', 'merge_group', 'workflow_dispatch', 'schedule']);

/** What starts a run on GitHub; a bare name is that event with nothing else said. */
export const eventSchema = z.union([full, short.transform((name) => full.parse({ name }))], {
  error: (issue) => {
    const given = issue.input;
    return typeof given === 'object'
      ? 'is no event: give its name (push, pull_request, merge_group, workflow_dispatch, schedule, release) and only the fields that event has'
      : `is no event: got ${JSON.stringify(given)}, allowed are push, pull_request, merge_group, workflow_dispatch, schedule, or a mapping with a name`;
  },
});

/** What starts a run on GitHub. */
export type EventScript = z.infer<typeof full>;
