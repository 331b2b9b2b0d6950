import type { Run } from '../../../src/action/run-action.js';
import { PlatformError } from '../../../src/errors/errors.js';
import { deploymentListSchema } from '../../../src/vercel/answers.js';
import { promote, rollbackTo } from '../../../src/vercel/change-production.js';
import { createVercelClient, type VercelClient } from '../../../src/vercel/client.js';
import { advanceRollingRelease } from '../../../src/vercel/rolling-release.js';
import type {
  BroughtBack,
  ComponentPlatform,
  LiveView,
  Restorability,
  RestorableComponent,
  WayBack,
} from './platform.js';
import { abortRollingRelease, activeRollingRelease, type RollingRelease } from './rolling-release.js';
import { redeployProduction } from './vercel-redeploy.js';

/** Where and as whom to talk to Vercel, and how long one component may take. */
export interface VercelPlatformAccess {
  apiUrl: string;
  token: string;
  timeoutMs: number;
}

/** A request that is older does nothing any more, whatever its status says; Vercel's own CLI goes by the same time. */
const requestLastsMs = 180_000;

type RunParts = Pick<Run, 'http' | 'log' | 'clock' | 'signal' | 'context'>;

/** Vercel as a platform that components go back on. Each component names its own team. */
export function vercelPlatform(access: VercelPlatformAccess, run: RunParts): ComponentPlatform {
  const clientFor = (component: RestorableComponent): VercelClient =>
    createVercelClient({ ...run, ...access, team: teamOf(component) });
  return {
    look: async (component) => lookAt(clientFor(component), component, run.clock.now()),
    publicUrl: (component) => clientFor(component).productionUrl(component.project),
    restorable: (component, to) => restorable(clientFor(component), component, to),
    keeps: (component, live) => keeps(clientFor(component), component, live),
    async rollback(component, to, reason) {
      const change = { projectId: component.project, deploymentId: to.deployment, reason };
      const client = clientFor(component);
      const deps = { ...run, client, timeoutMs: access.timeoutMs };
      const { rollingRelease, pinned } = await client.project(component.project);
      if (pinned && (await isNewer(client, component, to.deployment))) {
        const forwards = await promote(change, deps);
        // What was verified once has had its stages.
        if (forwards.rolling) await advanceRollingRelease({ ...change, ...deps, step: 'complete' }, deps);
        return { live: forwards.deploymentId, by: 'rollback', assignsDomains: true };
      }
      const rolling = rollingRelease ? await rollsOut(client, component) : undefined;
      if (rolling) await abortRollingRelease(component.project, rolling, deps);
      try {
        return { live: (await rollbackTo(change, deps)).deploymentId, by: 'rollback' };
      } catch (error) {
        if (!isRefusal(error)) throw error;
        run.log.warning(`${error.message} The old deployment is built again instead.`, 'Vercel');
        return buildAgain(component, to, deps, error);
      }
    },
  };
}

/** The team a component is in; undefined for a personal account. */
export function teamOf(component: RestorableComponent): string | undefined {
  return component.kind === 'vercel' || component.kind === 'flag' ? component.team : undefined;
}

async function lookAt(client: VercelClient, component: RestorableComponent, now: number): Promise<LiveView> {
  const project = await client.project(component.project);
  // A canary has but a part of the traffic, and would get all of it if it were left alone.
  if (project.rollingRelease && (await rollsOut(client, component))) return { live: component.deployment };
  const live = (await client.productionDeployment(project))?.id;
  const last = project.lastAliasRequest;
  const isRollback = last?.type === 'rollback';
  const isYoung = last !== undefined && now - last.requestedAt < requestLastsMs;
  const runs = isYoung && (last.jobStatus === 'pending' || last.jobStatus === 'in-progress');
  return {
    live,
    pinned: project.pinned && isRollback && last.toDeploymentId === live,
    ...(isRollback && last.fromDeploymentId === component.deployment && last.toDeploymentId === live
      ? { bringsBack: live }
      : {}),
    // A rolling release stands as a request that runs for as long as its stages last.
    ...(runs && last.toDeploymentId !== live && !project.rollingRelease
      ? { underWay: { id: last.toDeploymentId, restores: last.toDeploymentId } }
      : {}),
  };
}

/** Forwards from an earlier rollback is a promotion, which also lets domains follow new deployments again. */
async function isNewer(client: VercelClient, { project }: RestorableComponent, to: string): Promise<boolean> {
  const live = await client.productionDeployment(await client.project(project));
  if (!live) return false;
  const [now, wanted] = await Promise.all([client.deployment(live.id), client.deployment(to)]);
  return wanted.createdAt > now.createdAt;
}

async function restorable(
  client: VercelClient,
  { project, name }: RestorableComponent,
  to: string,
): Promise<Restorability> {
  const call = `POST /v1/projects/${project}/rollback/${to}`;
  if ((await candidates(client, project)).includes(to))
    return { way: 'rollback', why: 'Vercel keeps it', call, estimateMs: 5_000 };
  const state = await stateOf(client, to);
  if (state === 'READY') {
    const why = "Vercel's plan of this account does not roll back to it, so it is built again";
    return {
      way: 'redeploy',
      why,
      call: `POST /v13/deployments {"deploymentId":"${to}"}`,
      estimateMs: 120_000,
    };
  }
  return {
    way: undefined,
    why: state === undefined ? `${to} was deleted on Vercel` : `${to} is ${state} on Vercel`,
    fix: `Deploy the earlier commit of ${name} again.`,
  };
}

/** What Vercel would roll back to: what has been in production before, as far as the plan goes. */
async function candidates(client: VercelClient, projectId: string): Promise<string[]> {
  const { deployments } = await client.call({
    operation: 'list what production can be rolled back to',
    method: 'GET',
    path: '/v7/deployments',
    query: { projectId, target: 'production', rollbackCandidate: 'true', limit: '100' },
    schema: deploymentListSchema,
  });
  return deployments.map(({ id }) => id);
}

async function stateOf(client: VercelClient, id: string): Promise<string | undefined> {
  try {
    return (await client.deployment(id)).state;
  } catch (error) {
    if (error instanceof PlatformError && error.status === 404) return undefined;
    throw error;
  }
}

async function keeps(
  client: VercelClient,
  _: RestorableComponent,
  live: string,
): Promise<{ kept: boolean; why: string }> {
  const state = await stateOf(client, live);
  if (state === 'READY')
    return { kept: true, why: 'Vercel keeps the deployment that production serves before' };
  return { kept: false, why: state === undefined ? `${live} was deleted` : `${live} is ${state}` };
}

/** A plan that does not allow it (402), or a deployment that is none to roll back to (400, 404, 422): nothing has happened. */
function isRefusal(error: unknown): error is PlatformError {
  return (
    error instanceof PlatformError && !error.ambiguous && [400, 402, 404, 422].includes(error.status ?? 0)
  );
}

async function buildAgain(
  component: RestorableComponent,
  { deployment: to, commit: recorded }: WayBack,
  deps: Parameters<typeof redeployProduction>[1],
  refusal: PlatformError,
): Promise<BroughtBack> {
  try {
    const back = { projectId: component.project, deploymentId: to, commit: recorded };
    const { id, commit } = await redeployProduction(back, deps);
    return { live: id, by: 'redeploy', assignsDomains: true, ...(commit === undefined ? {} : { commit }) };
  } catch (error) {
    if (!(error instanceof PlatformError) || error.ambiguous) throw error;
    throw new PlatformError(`${refusal.message} Building ${to} again was refused too: ${error.message}`, {
      code: error.code,
      cause: error,
      fix: `${refusal.fix ?? ''} Deploy the earlier commit of ${component.name} again.`.trim(),
    });
  }
}

async function rollsOut(
  client: VercelClient,
  { project, deployment }: RestorableComponent,
): Promise<RollingRelease | undefined> {
  const rolling = await activeRollingRelease(client, project);
  return rolling?.canary === deployment ? rolling : undefined;
}
