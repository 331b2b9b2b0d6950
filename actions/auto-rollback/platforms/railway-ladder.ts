import { ExpectedError, PlatformError } from '../../../src/errors/errors.js';
import {
  cancelDeployment,
  listDeployments,
  type RailwayDeployment,
} from '../../../src/railway/deployments.js';
import { type RollbackDeps, rollbackTo } from '../../../src/railway/rollback.js';
import type { ServiceTarget } from '../../../src/railway/scope.js';
import { deployCommit, redeploy } from '../../../src/railway/sources.js';
import { waitForDeployment } from '../../../src/railway/wait.js';
import type { BroughtBack, Way } from './platform.js';

/** Where a service goes back to. */
export interface RailwayWayBack extends ServiceTarget {
  /** The component's name, for messages. */
  name: string;
  deployment: string;
  /** That deployment as it was read for the plan; undefined when it was not. */
  wanted: RailwayDeployment | undefined;
  /** The service's deployments right before; undefined when nobody looked. */
  before: ReadonlySet<string> | undefined;
  /** The commit to deploy where nothing else is left; undefined when no record says. */
  commit: string | undefined;
}

/**
 * Brings a service back by the first way that Railway does not refuse: the old image, the old source built again, the old
 * commit of the connected repository. A way that may have been taken already ends the search: nothing is sent beside it.
 * Throws PlatformError that names what each way met.
 */
export async function bringBack(back: RailwayWayBack, deps: RollbackDeps): Promise<BroughtBack> {
  const { name, deployment, commit, wanted, before, ...service } = back;
  const image = { ...service, deploymentId: deployment, wanted, before };
  const met: string[] = [];
  const ladder: [Way, () => Promise<string>][] = [
    ['rollback', async () => (await rollbackTo(image, deps)).deploymentId],
    ['redeploy', () => started(back, 'redeploy', deps)],
    ...(commit === undefined
      ? []
      : [['commit', () => started(back, 'commit', deps)] as [Way, () => Promise<string>]]),
  ];
  for (const [by, go] of ladder) {
    try {
      const live = await go();
      return { live, by, ...(by === 'commit' && commit !== undefined ? { commit } : {}) };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      met.push(`${by}: ${error.message}`);
      deps.log.warning(`${name}: ${error.message}`, 'Railway');
    }
  }
  throw new PlatformError(`${name} could not be brought back. ${met.join(' ')}`, {
    code: 'no-way-back',
    fix: `Deploy the earlier commit again instead: https://railway.com/project/${service.projectId}/service/${service.serviceId}?environmentId=${service.environmentId}`,
  });
}

/** Certain that nothing happened: Railway said no, or it cannot be rolled back to. What failed later has happened. */
function isRefusal(error: unknown): error is ExpectedError {
  if (!(error instanceof PlatformError)) return error instanceof ExpectedError && error.name === 'InputError';
  return (
    !error.ambiguous &&
    ['cannot-roll-back', 'refused', 'commit-not-found', 'not-authorized'].includes(error.code)
  );
}

async function started(
  { name, deployment, commit, wanted: _, before: __, ...target }: RailwayWayBack,
  by: Exclude<Way, 'rollback'>,
  deps: RollbackDeps,
): Promise<string> {
  const began = deps.clock.now();
  const [latest] = await listDeployments(deps.client, target, 1);
  const request = { target, name, latest: latest?.id };
  const id =
    by === 'redeploy'
      ? await redeploy(request, { which: deployment, live: undefined, rebuild: true }, deps)
      : await deployCommit(request, commit, deps);
  const settled = deps.onCancel?.(`cancel the deployment ${id}`, () => cancelDeployment(deps.client, id));
  const totalMs = Math.max((deps.timeoutMs ?? 600_000) - (deps.clock.now() - began), 1_000);
  const end = await waitForDeployment(
    { target, deploymentId: id, limits: { totalMs }, settleMs: deps.settleMs ?? 2_000 },
    deps,
  );
  settled?.();
  if (end.end === 'up') return id;
  throw new PlatformError(`${name}: the ${by} ${id} ended as ${end.end} (${end.status}).`, {
    code: 'rollback-failed',
    fix: "See its log on Railway; what was live before it still is, unless Railway's page says otherwise.",
  });
}
