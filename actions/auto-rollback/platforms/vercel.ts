import type { Run } from '../../../src/action/run-action.js';
import { PlatformError } from '../../../src/errors/errors.js';
import { deploymentListSchema, type VercelDeployment } from '../../../src/vercel/answers.js';
import { promote, rollbackTo } from '../../../src/vercel/change-production.js';
import { createVercelClient, type VercelClient } from '../../../src/vercel/client.js';
import { type Production, readProduction } from '../../../src/vercel/production.js';
import { advanceRollingRelease } from '../../../src/vercel/rolling-release.js';
import { markOf } from '../../../src/vercel/transfer/mark.js';
import type {
  BroughtBack,
  ComponentPlatform,
  LiveView,
  Restorability,
  RestorableComponent,
  WayBack,
} from './platform.js';
import { abortRollingRelease, activeRollingRelease, type RollingRelease } from './rolling-release.js';
import { deployOldCommit, marksOf, type RedeployDeps, redeployProduction } from './vercel-redeploy.js';

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
  /** Production's domain by project: whoever knows it asks project and domain side by side. */
  const hosts = new Map<string, string>();
  return {
    async look(component, to) {
      const host = hosts.get(component.project) ?? hostOf(component);
      const seen = await readProduction(clientFor(component), component.project, host);
      if (seen.host !== undefined) hosts.set(component.project, seen.host);
      const marks = to ? marksOf(to.deployment, run.context.runId) : undefined;
      return viewOf(clientFor(component), component, { seen, to, marks, now: run.clock.now() });
    },
    async publicUrl(component) {
      const client = clientFor(component);
      const host = hosts.get(component.project);
      return host === undefined ? client.productionUrl(component.project) : client.address(host);
    },
    restorable: (component, to, commit) => restorable(clientFor(component), component, { to, commit }),
    keeps: (component, live) => keeps(clientFor(component), component, live),
    async rollback(component, to, reason, ground) {
      const client = clientFor(component);
      const host = hosts.get(component.project);
      const seen = ground?.production ?? (await readProduction(client, component.project, host));
      return bringBack(component, to, reason, { ...run, client, timeoutMs: access.timeoutMs, seen });
    },
  };
}

async function bringBack(
  component: RestorableComponent,
  to: WayBack,
  reason: string,
  deps: RedeployDeps & { seen: Production },
): Promise<BroughtBack> {
  const { client, seen, log } = deps;
  const change = { projectId: component.project, deploymentId: to.deployment, reason };
  const { rollingRelease, pinned } = seen.project;
  if (pinned && (await isNewer(client, seen.live, to.deployment))) {
    const forwards = await promote(change, deps);
    // What was verified once has had its stages.
    if (forwards.rolling) await advanceRollingRelease({ ...change, ...deps, step: 'complete' }, deps);
    return { live: forwards.deploymentId, by: 'rollback', assignsDomains: true };
  }
  const rolling = rollingRelease ? await rollsOut(client, component) : undefined;
  if (rolling) await abortRollingRelease(component.project, rolling, deps);
  // What the abort has changed is looked at anew.
  const now = rolling ? { ...deps, seen: undefined } : deps;
  try {
    return { live: (await rollbackTo(change, now)).deploymentId, by: 'rollback' };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.warning(`${error.message} The old deployment is built again instead.`, 'Vercel');
    return buildAgain(component, to, { ...deps, seen: undefined }, error);
  }
}

/** The team a component is in; undefined for a personal account. */
export function teamOf(component: RestorableComponent): string | undefined {
  return component.kind === 'vercel' || component.kind === 'flag' ? component.team : undefined;
}

/** Where the record says it is; not asked for what it is, as a project's domain may change. */
function hostOf({ url }: RestorableComponent): string | undefined {
  return url !== null && URL.canParse(url) ? new URL(url).host : undefined;
}

async function viewOf(
  client: VercelClient,
  component: RestorableComponent,
  { seen, now, ...back }: { seen: Production; now: number } & Partial<OwnWay>,
): Promise<LiveView> {
  const { project, live } = seen;
  // A canary has but a part of the traffic, and would get all of it if it were left alone.
  if (project.rollingRelease && (await rollsOut(client, component))) return { live: component.deployment };
  const last = project.lastAliasRequest;
  const isRollback = last?.type === 'rollback';
  const isYoung = last !== undefined && now - last.requestedAt < requestLastsMs;
  const runs = isYoung && (last.jobStatus === 'pending' || last.jobStatus === 'in-progress');
  const isBack = isRollback && last.fromDeploymentId === component.deployment && last.toDeploymentId === live;
  // A rolling release stands as a request that runs for as long as its stages last.
  const coming =
    runs && last.toDeploymentId !== live && !project.rollingRelease ? last.toDeploymentId : undefined;
  // Before it is known where to go back to, what is live brings nothing back: it may be a newer release.
  const { to } = back;
  const isKnown = !live || !to || [component.deployment, component.previous, to.deployment].includes(live);
  return {
    ...{ live, ground: { production: seen }, assignsDomains: project.autoAssignCustomDomains },
    pinned: project.pinned && isRollback && last.toDeploymentId === live,
    ...(isBack ? { bringsBack: live } : {}),
    ...(isBack || isKnown ? {} : { bringsBack: await restoredBy(client, live, back) }),
    ...(coming ? { underWay: { id: coming, restores: await restoredBy(client, coming, back) } } : {}),
  };
}

/** Where this run goes back to, and the marks that what it builds for that bears. */
interface OwnWay {
  to: WayBack | undefined;
  marks: readonly string[] | undefined;
}

/** What a deployment brings back: itself, or what this run has built again as that. */
async function restoredBy(
  client: VercelClient,
  id: string | undefined,
  { to, marks }: Partial<OwnWay>,
): Promise<string | undefined> {
  if (id === undefined || to === undefined || marks === undefined || id === to.deployment) return id;
  const mark = markOf(await found(client, id));
  return mark !== undefined && marks.includes(mark) ? to.deployment : id;
}

/** Forwards from an earlier rollback is a promotion, which also lets domains follow new deployments again. */
async function isNewer(client: VercelClient, live: string | undefined, to: string): Promise<boolean> {
  if (live === undefined) return false;
  const [now, wanted] = await Promise.all([client.deployment(live), found(client, to)]);
  return wanted !== undefined && wanted.createdAt > now.createdAt;
}

async function restorable(
  client: VercelClient,
  { project, name }: RestorableComponent,
  { to, commit }: { to: string; commit: string | undefined },
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
  const lost = state === undefined ? `${to} was deleted on Vercel` : `${to} is ${state} on Vercel`;
  const repository = commit === undefined ? undefined : (await client.project(project)).repository;
  if (commit === undefined || repository === undefined)
    return { way: undefined, why: lost, fix: `Deploy the earlier commit of ${name} again.` };
  return {
    way: 'commit',
    why: `${lost}, so its commit ${commit.slice(0, 7)} is built from the connected repository`,
    call: `POST /v13/deployments {"gitSource":${JSON.stringify({ ...repository, sha: commit })}}`,
    estimateMs: 120_000,
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
  return (await found(client, id))?.state;
}

/** Undefined for a deployment that was deleted. */
async function found(client: VercelClient, id: string): Promise<VercelDeployment | undefined> {
  try {
    return await client.deployment(id);
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
  deps: RedeployDeps,
  refusal: PlatformError,
): Promise<BroughtBack> {
  const back = { projectId: component.project, deploymentId: to, commit: recorded };
  const met = [refusal.message];
  const last = (error: PlatformError) =>
    new PlatformError(met.join(' '), {
      code: error.code,
      cause: error,
      fix: `${refusal.fix ?? ''} Deploy the earlier commit of ${component.name} again.`.trim(),
    });
  try {
    const { id, commit } = await redeployProduction(back, deps);
    return { live: id, by: 'redeploy', assignsDomains: true, ...(commit === undefined ? {} : { commit }) };
  } catch (error) {
    if (!(error instanceof PlatformError) || error.ambiguous) throw error;
    met.push(`Building ${to} again was refused too: ${error.message}`);
    if (recorded === undefined || !isRefusal(error)) throw last(error);
  }
  try {
    const built = await deployOldCommit({ ...back, commit: recorded }, deps);
    if (built) return { live: built.id, by: 'commit', assignsDomains: true, commit: recorded };
  } catch (error) {
    if (!(error instanceof PlatformError) || error.ambiguous) throw error;
    met.push(`So was its commit ${recorded.slice(0, 7)}: ${error.message}`);
    throw last(error);
  }
  throw last(refusal);
}

async function rollsOut(
  client: VercelClient,
  { project, deployment }: RestorableComponent,
): Promise<RollingRelease | undefined> {
  const rolling = await activeRollingRelease(client, project);
  return rolling?.canary === deployment ? rolling : undefined;
}
