import { z } from 'zod';
import { duration, key, oneOrMore, texts } from './values.js';

const conclusion = z.enum(['success', 'failure', 'cancelled', 'skipped']);
const release = z.string();
const count = z.number().int().nonnegative();

/** A request and what must be answered. `url` may hold references; `environment` says whose. */
export const answerSchema = z.strictObject({
  url: z.string(),
  method: z.string().default('GET'),
  headers: texts.default({}),
  body: z.unknown().optional(),
  status: z.number().int().default(200),
  contains: oneOrMore.default([]),
  json: z.record(z.string(), z.unknown()).default({}),
  environment: z.string().optional(),
});

/** Each kind of expectation, by the one field that names it. */
const kinds = {
  /** How a run ended. */
  run: z.strictObject({ release, ends: conclusion }),
  /** How one of its jobs ended, and what that job told. `outputs`: of the job or of any of its steps; `/…/` is a pattern. */
  job: z.strictObject({ release, job: z.string(), ends: conclusion.optional(), outputs: texts.default({}) }),
  /** Text that must be in the log, the summary or the annotations of a run. */
  said: z.strictObject({ release, contains: oneOrMore }),
  /** Which release the components serve now. */
  live: z.strictObject({ release, components: z.array(key).optional(), environment: z.string().optional() }),
  /** What the release record on GitHub says. */
  record: z.strictObject({ release, is: z.string(), environment: z.string().optional() }),
  /** How many requests were lost at most. */
  lost: z.strictObject({
    during: z.string().optional(),
    targets: z.array(z.string()).optional(),
    'at-most': count.default(0),
  }),
  /** How long a target failed while a release was out, from its first lost request to its last. */
  outage: z.strictObject({
    release,
    target: z.string(),
    'at-least': duration.optional(),
    'at-most': duration,
  }),
  /** How many deployments each component has seen. */
  deployments: z.record(key, count),
  /** Comments on the pull request. */
  comments: z.strictObject({ count: count.optional(), contains: oneOrMore.default([]) }),
  /** Issues that stand on GitHub at the end, of this title; `contains` is looked for in their texts and comments. */
  issues: z.strictObject({
    title: z.string(),
    state: z.enum(['open', 'closed']).optional(),
    count: count.default(1),
    contains: oneOrMore.default([]),
  }),
  /** What an address answers. */
  answer: answerSchema,
  /** What a service's live program has written to its log. */
  log: z.strictObject({ service: key, contains: oneOrMore, environment: z.string().optional() }),
  /** The names of the environments there are on Railway at the end. */
  environments: z.array(z.string()),
  /** How long a run took at most. */
  took: z.strictObject({ release, 'at-most': duration }),
};

const shapes = Object.fromEntries(Object.entries(kinds).map(([name, shape]) => [name, shape.optional()])) as {
  [Kind in keyof typeof kinds]: z.ZodOptional<(typeof kinds)[Kind]>;
};

/** One thing that must have come true: a mapping with exactly one kind, and a text of one's own if wanted. */
export const expectationSchema = z
  .strictObject({ text: z.string().optional(), ...shapes })
  .refine((value) => Object.keys(value).filter((name) => name !== 'text').length === 1, {
    error: `holds exactly one of ${Object.keys(kinds).join(', ')}`,
  });

/** One thing that must have come true, as an example declares it. */
export type ExpectationDeclaration = z.infer<typeof expectationSchema>;
