import { z } from 'zod';
import { databaseSchema } from './database.js';
import { eventSchema } from './events.js';
import { storySchema } from './story.js';
import { duration, key, oneOrMore, texts } from './values.js';

/** Where an answer tells its version: a field of its JSON, or a header. */
const versionPlace = z.union([z.strictObject({ json: z.string() }), z.strictObject({ header: z.string() })], {
  error: 'is { json: <dotted field> } or { header: <name> }',
});

const probe = z.strictObject({
  /** As the report shows it; the component's name when absent. */
  name: z.string().optional(),
  path: z.string().startsWith('/'),
  headers: texts.default({}),
  version: versionPlace.optional(),
  /** Server-sent events: one stream after the other, each of which must come to its end. */
  stream: z
    .strictObject({
      /** Text that is in the last event. */
      until: z.string(),
      'at-most': duration.prefault('60s'),
    })
    .optional(),
});

const component = {
  /** The platform's name for it; the key when absent. */
  name: z.string().optional(),
  /** Where it tells which version it is. */
  version: z.strictObject({ path: z.string().startsWith('/'), json: z.string() }).optional(),
  /** What is asked all the time; what `version` names when absent. */
  probes: z.array(probe).optional(),
};

const service = z.strictObject({
  ...component,
  /** Root directory of the service within what is uploaded. */
  directory: z.string().optional(),
  build: z.string().optional(),
  start: z.string().optional(),
  'pre-deploy': oneOrMore.optional(),
  health: z.strictObject({ path: z.string().startsWith('/'), timeout: duration.prefault('4s') }).optional(),
  overlap: duration.prefault('0s'),
  draining: duration.prefault('3s'),
  restarts: z.enum(['always', 'never', 'on-failure']).optional(),
  /** Where its volume is mounted; a service without one keeps nothing between deployments. */
  volume: z.string().startsWith('/').optional(),
  /** False: no public address, as a worker has none. */
  public: z.boolean().default(true),
  /** An image's name; it is deployed instead of an upload. */
  image: z.string().optional(),
  variables: texts.default({}),
});

const project = z.strictObject({
  ...component,
  directory: z.string().optional(),
  variables: texts.default({}),
  /** Its build command and where the site is then; what `vercel.json` or the framework say when absent. */
  build: z.string().optional(),
  output: z.string().optional(),
  /** Stages of a rolling release, in per cent of the traffic: [5, 50, 100]. */
  'rolling-release': z.array(z.number().positive().max(100)).optional(),
  /** Environments of its own besides preview and production. */
  environments: z.array(z.string()).default([]),
});

const environment = z.strictObject({
  /** GitHub's protection rules: who may deploy to it. */
  protection: z
    .strictObject({
      /** Somebody has to approve each job; the releases of a story say what becomes of it. */
      reviewers: z.boolean().default(false),
      branches: z.array(z.string()).optional(),
      tags: z.array(z.string()).optional(),
    })
    .optional(),
  secrets: texts.default({}),
  variables: texts.default({}),
  /** Variables of single services that differ here. */
  services: z.record(key, texts).default({}),
  /** Variables of single projects' builds that differ here. */
  projects: z.record(key, texts).default({}),
});

const settings = z.strictObject({
  /** Secrets and variables of the repository, which every job gets; all others stand in the environments alone. */
  repository: z.array(z.string()).default([]),
  /** GitHub's environments besides those of Railway: what stands in each, with the first environment's values. */
  also: z.record(key, z.array(z.string())).default({}),
});

const workflow = z.strictObject({
  /** How a release is started with it; by its `on:` when absent. */
  event: eventSchema.optional(),
});

/** The form of an example's `rehearsal.yml`. */
export const declarationSchema = z.strictObject({
  description: z.string().optional(),
  needs: z
    .strictObject({
      /** Modules of Python that must be there. */
      python: z.array(z.string()).default([]),
      /** Programs that must be there. */
      commands: z.array(z.string()).default([]),
      /** Prisma's major version: its schema engine is a download of its own, which another build of it stands in for. */
      'prisma-engine': z.literal([6, 7]).optional(),
      /** Packages of npm by exact version whose programs are put on every PATH; fetched once. */
      npm: z.record(z.string(), z.string().regex(/^\d+\.\d+\.\d+\S*$/, 'is an exact version')).default({}),
    })
    .prefault({}),
  /** Branches there are from the first commit on, besides main. */
  branches: z.array(z.string()).default([]),
  /** Folders whose lock files name what is to be fetched once. */
  packages: z.array(z.string()).default(['.']),
  /** GitHub's environments, each with an environment of Railway of its name; the first one is production. */
  environments: z.record(key, environment.prefault({})).prefault({ production: {} }),
  databases: z.record(key, databaseSchema).default({}),
  services: z.record(key, service).default({}),
  projects: z.record(key, project).default({}),
  /** Images by name: the folder of the commit that is in it. `:<sha>` and `:latest` are there before each run. */
  images: z.record(z.string(), z.string()).default({}),
  secrets: texts.default({}),
  variables: texts.default({}),
  /** Where its page tells to put them on GitHub; everything is the repository's when absent. */
  settings: settings.optional(),
  /** The workflows that ship it, the usual one first: `workflows/…` of this project, `.github/workflows/…` of its own. */
  workflows: z.record(z.string(), workflow.prefault({})).prefault({ 'workflows/pipeline.yml': {} }),
  /** Patches below `versions/` that the general stories release. */
  versions: z
    .strictObject({
      good: oneOrMore.optional(),
      bad: oneOrMore.optional(),
      'failing-gate': oneOrMore.optional(),
      'failing-migration': oneOrMore.optional(),
      unhealthy: oneOrMore.optional(),
    })
    .prefault({}),
  probe: z.strictObject({ 'per-second': z.number().positive().max(100).default(20) }).prefault({}),
  /** How long a rehearsal of it takes at most. */
  'at-most': duration.prefault('60s'),
  /** How much memory it takes at most, in MiB, with everything that runs in it: builds too. */
  memory: z.number().int().positive().default(1_536),
  stories: z.record(key, storySchema).default({}),
});

/** What an example declares about itself. */
export type Declaration = z.infer<typeof declarationSchema>;
/** Something that is asked all the time. */
export type ProbeDeclaration = z.infer<typeof probe>;
