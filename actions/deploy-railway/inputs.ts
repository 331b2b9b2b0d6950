import type { InputReader } from '../../src/action/inputs.js';
import { InputError } from '../../src/errors/errors.js';
import type { WantedPresence } from '../../src/github/start-presence.js';
import type { RegistryCredentials } from '../../src/railway/settings.js';
import type { Rotation } from '../../src/release/rotation.js';
import { readPresence } from './inputs/github.js';
import { readRequests } from './inputs/requests.js';
import { readRotation } from './inputs/rotation.js';
import { versionVariable } from './inputs/variables.js';
import type { ServiceRequest } from './request.js';

export interface Inputs {
  /** '' when there is none and that is fine (`on-missing-credentials: skip`). */
  token: string;
  apiUrl: string;
  /** Name or id; undefined when the token says it. */
  project: string | undefined;
  environment: string | undefined;
  /** Name or id of the environment to copy when `environment` is not there; undefined when none is to be made. */
  createEnvironmentFrom: string | undefined;
  /** Set when the environment shall be deleted; `confirmed` is the name given for it, undefined for just "true"; `component` is what GitHub shows as removed. */
  deleteEnvironment: { confirmed: string | undefined; component?: string | undefined } | undefined;
  services: readonly ServiceRequest[];
  /** Whether they come from `services`: logs then name the service on each line. */
  several: boolean;
  maxParallel: number;
  /** What becomes of the services that went live when another one failed. */
  onFailure: 'restore' | 'keep';
  registry: RegistryCredentials | undefined;
  /** Variable of a service that is set to the commit; undefined when it is turned off. */
  versionVariable: string | undefined;
  /** A step of giving a variable of the services a new value; undefined when nothing is rotated. */
  rotation: Rotation | undefined;
  queueTimeoutMs: number;
  buildTimeoutMs: number;
  healthTimeoutMs: number;
  /** Undefined for the default, which depends on whether the service has a health check. */
  settleTimeMs: number | undefined;
  onSkipped: 'success' | 'fail';
  dryRun: boolean;
  /** The commit that is shipped, where it is not the run's own. */
  releaseCommit: string | undefined;
  /** How it is shown on GitHub. */
  presence: WantedPresence;
}

/** Reads and checks all inputs. Throws InputError; a bad line of `variables` is named by its number, never quoted. */
export function parseInputs(read: InputReader): Inputs {
  const skips = read.choice('on-missing-credentials', ['fail', 'skip'], 'fail') === 'skip';
  const token = skips ? (read.secret('railway-token') ?? '') : read.requiredSecret('railway-token');
  const presence = readPresence(read);
  const environment = read.string('railway-environment');
  const deleteEnvironment = readDeletion(read, environment);
  const registry = readRegistry(read);
  const { services, several } = deleteEnvironment ? { services: [], several: false } : readRequests(read);
  return {
    token,
    apiUrl: read.url('railway-api-url', 'https://backboard.railway.com'),
    project: read.string('railway-project'),
    environment,
    createEnvironmentFrom: readCreation(read, environment),
    deleteEnvironment,
    services,
    several,
    maxParallel: read.integer('max-parallel', { min: 1, max: 50, fallback: 5 }),
    onFailure: read.choice('on-failure', ['restore', 'keep'], several ? 'restore' : 'keep'),
    registry,
    versionVariable: versionVariable(read.string('version-variable') ?? 'DEPLOY_SHA'),
    rotation: readRotation(read),
    queueTimeoutMs: read.duration('queue-timeout', 600_000),
    buildTimeoutMs: read.duration('build-timeout', 900_000),
    healthTimeoutMs: read.duration('health-timeout', 600_000),
    settleTimeMs: read.string('settle-time') === undefined ? undefined : read.duration('settle-time', 0),
    onSkipped: read.choice('on-skipped', ['success', 'fail'], 'success'),
    dryRun: read.boolean('dry-run', false),
    releaseCommit: read.string('release-commit'),
    presence,
  };
}

function readRegistry(read: InputReader): RegistryCredentials | undefined {
  const username = read.string('registry-username');
  const password = read.secret('registry-password');
  if (username !== undefined && password !== undefined) return { username, password };
  if (username === undefined && password === undefined) return undefined;
  throw new InputError(
    `The input "registry-${username === undefined ? 'username' : 'password'}" is missing; the other half of the login is given.`,
    {
      fix: 'Give both registry-username and registry-password, or neither for a public image. If the password comes from a secret, check that this job gets it.',
    },
  );
}

function readCreation(read: InputReader, environment: string | undefined): string | undefined {
  const from = read.string('create-environment-from');
  if (from === undefined || environment !== undefined) return from;
  throw new InputError('"create-environment-from" is given, but not the name of the environment to create.', {
    fix: 'Give "railway-environment", for example pr-${{ github.event.number }}.',
  });
}

function readDeletion(read: InputReader, environment: string | undefined): Inputs['deleteEnvironment'] {
  const value = read.string('delete-environment');
  if (value === undefined || /^false$/i.test(value)) return undefined;
  if (environment === undefined) {
    throw new InputError('"delete-environment" is given, but not which environment.', {
      fix: 'Give "railway-environment", for example pr-${{ github.event.number }}.',
    });
  }
  return { confirmed: /^true$/i.test(value) ? undefined : value, component: read.string('name') };
}
