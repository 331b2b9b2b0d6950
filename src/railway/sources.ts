import { InputError, PlatformError } from '../errors/errors.js';
import { isLoopback } from '../http/loopback.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import type { RailwayClient } from './client.js';
import { listDeployments, type RailwayDeployment } from './deployments.js';
import { commitNotFound, nothingToRedeploy, startLost } from './messages.js';
import type { ServiceTarget } from './scope.js';
import { deployInstance, redeployDeployment } from './sources-documents.js';

/** A service whose next deployment is asked for without an upload. */
export interface DeployRequest {
  target: ServiceTarget;
  /** For messages. */
  name: string;
  /** The newest deployment before; a lost answer is found again among those after it. */
  latest: string | undefined;
}

/** Which deployment to deploy again: the one that is live, the one before it, or one by its id. */
export type Redeployed = 'current' | 'previous' | (string & {});

interface Deps {
  client: RailwayClient;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/**
 * Deploys a commit of the connected repository, or, without one, what the service is set to (its image). Returns the
 * deployment's id. Throws PlatformError `commit-not-found`, `refused`, `start-lost`.
 */
export async function deployCommit(
  request: DeployRequest,
  commitSha: string | undefined,
  deps: Deps,
): Promise<string> {
  const { environmentId, serviceId } = request.target;
  const variables = { serviceId, environmentId, ...(commitSha === undefined ? {} : { commitSha }) };
  const start = async () => (await deps.client.ask(deployInstance, variables)).serviceInstanceDeployV2;
  try {
    return await startOnce(request, start, deps);
  } catch (error) {
    if (!(error instanceof PlatformError) || !/commit not found/i.test(error.message)) throw error;
    const { message, fix } = commitNotFound(request.name, commitSha ?? '');
    throw new PlatformError(message, { code: 'commit-not-found', fix, cause: error });
  }
}

/**
 * Deploys an earlier deployment again and returns the new one's id. Without `rebuild` it is the same image with today's
 * variables. Throws InputError when there is no such deployment, PlatformError `refused`, `start-lost`.
 */
export async function redeploy(
  request: DeployRequest,
  { which, live, rebuild }: { which: Redeployed; live: string | undefined; rebuild: boolean },
  deps: Deps,
): Promise<string> {
  const id = await findRedeployed(request, which, live, deps.client);
  deps.log.info(
    `Deploying ${id} again, ${rebuild ? 'built anew' : 'the same image with the variables of now'}`,
  );
  const variables = { id, usePreviousImageTag: !rebuild };
  const start = async () => (await deps.client.ask(redeployDeployment, variables)).deploymentRedeploy.id;
  return startOnce(request, start, deps);
}

async function findRedeployed(
  { target, name }: DeployRequest,
  which: Redeployed,
  live: string | undefined,
  client: RailwayClient,
): Promise<string> {
  if (which !== 'current' && which !== 'previous') return which;
  if (which === 'current' && live !== undefined) return live;
  const found = which === 'previous' ? before(await listDeployments(client, target, 100), live) : undefined;
  if (found) return found.id;
  const { message, fix } = nothingToRedeploy(name, which);
  throw new InputError(message, { fix });
}

/** The newest older one that has been up: an aborted build is REMOVED too, but cannot be rolled back to. */
function before(
  newestFirst: readonly RailwayDeployment[],
  live: string | undefined,
): RailwayDeployment | undefined {
  const at = newestFirst.findIndex(({ id }) => id === live);
  return newestFirst.slice(at + 1).find(({ canRollback }) => canRollback);
}

/** Asks once; after a lost answer the new deployment is looked for, and only when there is none it is asked for again. */
async function startOnce(request: DeployRequest, start: () => Promise<string>, deps: Deps): Promise<string> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
      deps.log.info(`The request got no good answer (${error.code}); looking whether it happened`);
    }
    const found = await findStarted(request, deps);
    if (found !== undefined) return found;
  }
  throw lost(request, []);
}

/**
 * The one deployment that is newer than the newest before; undefined when there is none after a few looks. Throws
 * PlatformError `start-lost` when there are several.
 */
export async function findStarted(
  request: DeployRequest,
  { client, clock, signal }: Pick<Deps, 'client' | 'clock' | 'signal'>,
): Promise<string | undefined> {
  const pauses = isLoopback(client.apiUrl) ? [50, 150, 300] : [1_000, 3_000, 6_000];
  for (const pause of [...pauses, undefined]) {
    const recent = await listDeployments(client, request.target, 20);
    const at = recent.findIndex(({ id }) => id === request.latest);
    const [only, ...more] = at < 0 ? recent : recent.slice(0, at);
    if (only && more.length > 0)
      throw lost(
        request,
        [only, ...more].map(({ id }) => id),
      );
    if (only) return only.id;
    if (pause !== undefined) await clock.sleep(pause, signal);
  }
  return undefined;
}

function lost({ name }: DeployRequest, ids: readonly string[]): PlatformError {
  const { message, fix } = startLost(name, ids);
  return new PlatformError(message, { code: 'start-lost', fix, ambiguous: true });
}
