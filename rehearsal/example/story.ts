import { z } from 'zod';
import { databaseSchema } from './database.js';
import { eventSchema } from './events.js';
import { answerSchema, expectationSchema } from './expectations.js';
import { duration, key, oneOrMore } from './values.js';

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status: z.number().int() }),
  z.strictObject({ kind: z.literal('slow'), 'delay-ms': z.number().int() }),
  ...(['reset', 'reset-after', 'hang', 'hang-after', 'garbage'] as const).map((kind) =>
    z.strictObject({ kind: z.literal(kind) }),
  ),
]);

const faultRule = z.strictObject({
  platform: z.enum(['railway', 'vercel', 'github', 'neon', 'osv']),
  operation: z.string(),
  from: z.number().int().positive().optional(),
  times: z.number().int().positive().optional(),
  fault: z.union([fault, z.enum(['reset', 'reset-after', 'hang', 'hang-after', 'garbage'])]),
});

const scripted = z.strictObject({
  /** The service or project whose next deployment goes this way. */
  component: key,
  next: z.record(z.string(), z.unknown()),
});

const advisory = z.strictObject({
  id: z.string(),
  package: z.string(),
  ecosystem: z.enum(['npm', 'PyPI']).default('npm'),
  /** The versions that are affected, as the lock file has them. */
  versions: z.array(z.string()).min(1),
  severity: z.enum(['low', 'moderate', 'high', 'critical']).default('high'),
  summary: z.string(),
  fixed: z.string().optional(),
  withdrawn: z.boolean().default(false),
});

const releaseSchema = z.strictObject({
  name: z.string().min(1),
  patches: oneOrMore.default([]),
  /** The release whose files this one begins from; the one before it when absent. */
  from: z.string().optional(),
  /** False: no new commit; the workflow is run for the commit that is there. */
  commit: z.boolean().default(true),
  event: eventSchema.optional(),
  workflow: z.string().optional(),
  /** What people do before it: requests that must be answered so. */
  before: z.array(answerSchema).default([]),
  /** Its run starts so long after the one before it has, and does not wait for that one's end. */
  beside: duration.optional(),
  /** What the reviewers of protected environments do: after 30 days without an answer GitHub fails the job. */
  review: z.enum(['approve', 'reject', 'wait']).default('approve'),
  faults: z.array(faultRule).default([]),
  script: z.array(scripted).default([]),
  /** What is published at OSV before it, and known from then on. */
  advisories: z.array(advisory).default([]),
});

/** A story of an example: what is released one after the other, and what must have come true. */
export const storySchema = z.strictObject({
  description: z.string().optional(),
  workflow: z.string().optional(),
  /** What this story needs besides what the example does. `pg_dump`: the system's own PostgreSQL, with its pg_dump. */
  needs: z.array(z.literal('pg_dump')).default([]),
  /** In place of the example's databases of these names. */
  databases: z.record(key, databaseSchema).default({}),
  /** Absent in a story that only adds to a general one of its name. */
  releases: z.array(releaseSchema).min(1).optional(),
  /** How many deployments each component has seen at the end, by component; replaces what a general story expects. */
  deployments: z.record(key, z.number().int().nonnegative()).optional(),
  expect: z.array(expectationSchema).default([]),
});

/** A story as an example declares it. */
export type StoryDeclaration = z.infer<typeof storySchema>;
/** One release of a declared story. */
export type ReleaseDeclaration = z.infer<typeof releaseSchema>;
/** A rule for what a platform does instead of answering well, as an example declares it. */
export type FaultDeclaration = z.infer<typeof faultRule>;
