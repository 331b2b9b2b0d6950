import { tmpdir } from 'node:os';
import { PlatformError, VerdictError } from '../../../src/errors/errors.js';
import type { ChangeDeps } from '../../../src/vercel/change-production.js';
import { promote } from '../../../src/vercel/change-production.js';
import { waitForDeployment } from '../../../src/vercel/wait.js';

/** What building again needs besides what changing production does. */
export interface RedeployDeps extends ChangeDeps {
  timeoutMs: number;
  context: { runId: string };
}

/**
 * Builds an earlier deployment again, staged, and promotes it once it is ready. Made once for each run: another attempt of
 * the run finds it by its mark. Returns its id. Throws PlatformError when Vercel refuses, VerdictError when it does not
 * get ready.
 */
export async function redeployProduction(
  { projectId, deploymentId }: { projectId: string; deploymentId: string },
  deps: RedeployDeps,
): Promise<string> {
  const { client, timeoutMs } = deps;
  // Loaded where it is needed: hardly any rollback gets here.
  const { createDeployment, findByMark } = await import('../../../src/vercel/transfer/create.js');
  const project = await client.project(projectId);
  const mark = `back-to-${deploymentId}-in-${deps.context.runId}`;
  const there = await findByMark(project.id, mark, { client });
  const made =
    there ??
    (await createDeployment(
      {
        ...{ project, material: { kind: 'deployment', id: deploymentId }, target: 'production', mark },
        ...{ customEnvironment: undefined, assignDomains: false, meta: {}, git: undefined },
        ...{ env: {}, buildEnv: {}, regions: [], force: true },
      },
      { ...deps, stallMs: 60_000, temp: tmpdir() },
    ));
  const limits = { queue: timeoutMs, build: timeoutMs, assign: timeoutMs };
  const wait = { deploymentId: made.id, assigns: false, limits, isOwn: true };
  const end = await waitForDeployment(wait, deps);
  if (end.end !== 'ready')
    throw new VerdictError(`${deploymentId} was built again as ${made.id}, which ended as ${end.end}.`, {
      fix: `See its build log on Vercel${end.deployment?.inspectorUrl ? `: ${end.deployment.inspectorUrl}` : ''}.`,
    });
  const { rolling } = await promote({ projectId, deploymentId: made.id }, deps);
  if (rolling)
    throw new PlatformError(`${made.id} rolls out in stages, so production is not back yet.`, {
      code: 'rolling-release',
      fix: 'Complete its rolling release on Vercel.',
    });
  return made.id;
}
