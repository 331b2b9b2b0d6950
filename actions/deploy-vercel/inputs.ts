import type { InputReader } from '../../src/action/inputs.js';
import { InputError } from '../../src/errors/errors.js';
import { readSourceInputs, type SourceInputs } from './inputs/source.js';

export type Target = 'preview' | 'production' | 'staged';

export interface Inputs extends SourceInputs {
  token: string;
  apiUrl: string;
  /** Name or id. */
  project: string;
  /** Id or slug; undefined for the personal account. */
  team: string | undefined;
  /** The component's name in the release record; undefined for the project's own name. */
  name: string | undefined;
  /** Absolute path. */
  workingDirectory: string;
  target: Target;
  /** A staged deployment to promote instead of deploying a directory. */
  deploymentId: string | undefined;
  queueTimeoutMs: number;
  buildTimeoutMs: number;
  promoteTimeoutMs: number;
}

/** Reads and checks all inputs. Throws InputError, also for a `deployment-id` that is not promoted. */
export function parseInputs(read: InputReader): Inputs {
  const target = read.choice('target', ['preview', 'production', 'staged'], 'preview');
  const sources = readSourceInputs(read);
  const { source } = sources;
  const deploymentId = source.kind === 'deployment' && !source.redeploy ? source.id : undefined;
  if (deploymentId !== undefined && target !== 'production') {
    throw new InputError(
      `The input "deployment-id" is given, which promotes that deployment, but "target" is "${target}".`,
      {
        fix: 'Set "target: production" to promote it, or leave "deployment-id" out to deploy a directory.',
      },
    );
  }
  return {
    ...sources,
    token: read.requiredSecret('vercel-token'),
    apiUrl: read.url('vercel-api-url', 'https://api.vercel.com'),
    project: read.required('project'),
    team: read.string('team'),
    name: read.string('name'),
    workingDirectory: read.path('working-directory', '.'),
    target,
    deploymentId,
    queueTimeoutMs: read.duration('queue-timeout', 600_000),
    buildTimeoutMs: read.duration('build-timeout', 1_200_000),
    promoteTimeoutMs: read.duration('promote-timeout', 300_000),
  };
}
