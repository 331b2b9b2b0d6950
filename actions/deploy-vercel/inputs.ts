import type { InputReader } from '../../src/action/inputs.js';
import { InputError } from '../../src/errors/errors.js';
import type { WantedPresence } from '../../src/github/start-presence.js';
import type { Rotation } from '../../src/release/rotation.js';
import { readFlags, type WantedFlag } from './inputs/flags.js';
import { readPresence } from './inputs/github.js';
import { readRotation } from './inputs/rotation.js';
import { readSourceInputs, type SourceInputs } from './inputs/source.js';
import { readTargetInputs, type TargetInputs } from './inputs/target.js';

export interface Inputs extends SourceInputs, TargetInputs {
  /** '' only with `skipsWithoutToken`. */
  token: string;
  /** Whether a run that gets no secrets (a fork's pull request) ends green without a token. */
  skipsWithoutToken: boolean;
  apiUrl: string;
  /** Name or id. */
  project: string;
  /** Id or slug; undefined for the personal account. */
  team: string | undefined;
  /** The component's name in the release record; undefined for the project's own name. */
  name: string | undefined;
  /** Absolute path. */
  workingDirectory: string;
  /** A staged deployment to promote instead of deploying a directory. */
  deploymentId: string | undefined;
  /** A step of giving a variable of the project a new value; undefined when nothing is rotated. */
  rotation: Rotation | undefined;
  /** Items of Edge Config that are set once production serves the deployment. */
  flags: WantedFlag[];
  /** Whether the pull request's previews are deleted, and nothing else is done. */
  deletePreviews: boolean;
  /** Checks and lists, and changes nothing. */
  dryRun: boolean;
  /** The commit that is shipped, where it is not the run's own. */
  releaseCommit: string | undefined;
  /** How it is shown on GitHub. */
  presence: WantedPresence;
  /** The secret that opens protected deployments to automation. */
  protectionBypass: string | undefined;
  /** Whether to make such a secret where none is given. */
  createsProtectionBypass: boolean;
  queueTimeoutMs: number;
  buildTimeoutMs: number;
  promoteTimeoutMs: number;
}

/** Reads and checks all inputs. Throws InputError, also for a `deployment-id` that is not promoted. */
export function parseInputs(read: InputReader): Inputs {
  const credentials = readCredentials(read);
  const presence = readPresence(read);
  const sources = readSourceInputs(read);
  const { source } = sources;
  const deploymentId = source.kind === 'deployment' && !source.redeploy ? source.id : undefined;
  const targets = readTargetInputs(read, deploymentId !== undefined);
  if (deploymentId !== undefined && targets.target !== 'production') throw promotesNothing(targets);
  return {
    ...sources,
    ...targets,
    ...credentials,
    apiUrl: read.url('vercel-api-url', 'https://api.vercel.com'),
    project: read.required('project'),
    team: read.string('team'),
    name: read.string('name'),
    workingDirectory: read.path('working-directory', '.'),
    deploymentId,
    rotation: readRotation(read),
    flags: readFlags(read, targets.customEnvironment ?? targets.target),
    deletePreviews: read.boolean('delete-previews', false),
    dryRun: read.boolean('dry-run', false),
    releaseCommit: read.string('release-commit'),
    presence,
    queueTimeoutMs: read.duration('queue-timeout', 600_000),
    buildTimeoutMs: read.duration('build-timeout', 1_200_000),
    promoteTimeoutMs: read.duration('promote-timeout', 300_000),
  };
}

/** Secrets first: they are masked before anything can be said. */
function readCredentials(
  read: InputReader,
): Pick<Inputs, 'token' | 'skipsWithoutToken' | 'protectionBypass' | 'createsProtectionBypass'> {
  const skipsWithoutToken = read.choice('on-missing-credentials', ['fail', 'skip'], 'fail') === 'skip';
  return {
    token: skipsWithoutToken ? (read.secret('vercel-token') ?? '') : read.requiredSecret('vercel-token'),
    skipsWithoutToken,
    protectionBypass: read.secret('protection-bypass'),
    createsProtectionBypass: read.boolean('create-protection-bypass', false),
  };
}

function promotesNothing({ target, customEnvironment }: TargetInputs): InputError {
  return new InputError(
    `The input "deployment-id" is given, which promotes that deployment, but "target" is "${customEnvironment ?? target}".`,
    { fix: 'Set "target: production" to promote it, or leave "deployment-id" out to deploy a directory.' },
  );
}
