import { VerdictError } from '../../src/errors/errors.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { type Look, waitUntil } from '../../src/runtime/waiting.js';
import type { VercelDeployment } from '../../src/vercel/answers.js';
import { promote } from '../../src/vercel/change-production.js';
import { pollingIntervalMs } from '../../src/vercel/polling.js';
import {
  advanceRollingRelease,
  type RollingRelease,
  readRollingRelease,
  rollingReleaseOf,
} from '../../src/vercel/rolling-release.js';
import {
  assignmentWasOff,
  notLive,
  overtaken,
  pinnedRollback,
  rolledBackMeanwhile,
  rollingAborted,
  rollingNote,
} from './messages.js';
import type { Deps, Ending, Start } from './start.js';

/** How production stands after a change. */
export type Live = Omit<Ending, 'deployment'>;

/**
 * Refuses to change what somebody rolled back to, unless told. `made` is when the deployment was made, in milliseconds since
 * the epoch; undefined for one that is still to be made. Throws VerdictError, before anything is sent.
 */
export async function checkRollbackPin(
  { inputs, project }: Pick<Start, 'inputs' | 'project'>,
  deps: Pick<Deps, 'turnedOffBy'>,
  made?: number,
): Promise<void> {
  if (inputs.target !== 'production' || !project.pinned || inputs.overRollback === 'all') return;
  const rolledBack =
    project.lastAliasRequest?.type === 'rollback' ? project.lastAliasRequest.requestedAt : undefined;
  const isOlder = rolledBack !== undefined && (made ?? Number.POSITIVE_INFINITY) > rolledBack;
  if (inputs.overRollback === 'older' && isOlder) return;
  const by = await deps.turnedOffBy(inputs.name ?? project.name);
  throw verdict(pinnedRollback(project.name, rolledBack, by), 'pinned-rollback');
}

/**
 * Brings a ready production deployment to the point where production serves it: waits where Vercel assigns the domains,
 * promotes where it does not, and says which. With a rolling release, to the point where that has begun, or is complete if
 * asked. Throws VerdictError when production does not serve it in time.
 */
export async function goLive(start: Start, deployment: VercelDeployment, deps: Deps): Promise<Live> {
  const { project, inputs } = start;
  const { id } = deployment;
  const wasOff = !project.autoAssignCustomDomains;
  const promotes = inputs.deploymentId !== undefined || wasOff;
  const arrival = promotes
    ? await promoteOnce(start, id, deps)
    : await waitUntilLive(start, deployment, deps);
  if (arrival === 'rolled back') return { outcome: 'staged', failure: rolledBackMeanwhile(id) };
  const notes = wasOff ? [await assignmentNote(start, deps)] : [];
  if (!('rolling' in arrival)) return { ...told(arrival, id, deps), notes };
  if (inputs.rolling !== 'complete') return rollingEnd(arrival.rolling, notes, deps.log);
  await advance(start, id, 'complete', deps);
  return { ...told(await proof(start, id, deps), id, deps), notes };
}

/** What was off, since which rollback, and whether the promotion turned it on. */
async function assignmentNote({ project, inputs }: Start, deps: Deps): Promise<string> {
  const [by, after] = await Promise.all([
    deps.turnedOffBy(inputs.name ?? project.name),
    deps.client.project(project.id),
  ]);
  const note = assignmentWasOff(by, after.autoAssignCustomDomains);
  deps.log.info(note);
  return note;
}

/** Lets the rolling release of a deployment go on to its next stage. Throws as `advanceRollingRelease`. */
export async function approveStage(start: Start, id: string, deps: Deps): Promise<Live> {
  const rolling = await advance(start, id, 'approve', deps);
  return rolling.state === 'ACTIVE' && rolling.canary === id
    ? rollingEnd(rolling, [], deps.log)
    : told(await proof(start, id, deps), id, deps);
}

async function advance(
  { project, inputs }: Start,
  deploymentId: string,
  step: 'approve' | 'complete',
  deps: Deps,
): Promise<RollingRelease> {
  const timeoutMs = inputs.promoteTimeoutMs;
  const rolling = await advanceRollingRelease({ projectId: project.id, deploymentId, step, timeoutMs }, deps);
  if (rolling.state !== 'ABORTED') return rolling;
  throw verdict(rollingAborted(deploymentId), 'rolling-release-aborted');
}

async function promoteOnce(
  start: Start,
  deploymentId: string,
  deps: Deps,
): Promise<{ rolling: RollingRelease } | Served> {
  const { already, rolling } = await promote(
    { projectId: start.project.id, deploymentId },
    { ...deps, timeoutMs: start.inputs.promoteTimeoutMs },
  );
  if (rolling) return { rolling };
  deps.log.info(
    already ? `Production serves ${deploymentId} already; nothing was sent` : `Promoted ${deploymentId}`,
  );
  return proof(start, deploymentId, deps);
}

function rollingEnd(rolling: RollingRelease, notes: string[], log: Deps['log']): Live {
  const note = rollingNote(rolling.stage);
  log.info(note);
  return { outcome: 'rolling', rolling, notes: [...notes, note] };
}

/** Production serves the deployment, at this address if it has one. */
interface Served {
  url: string | undefined;
}

function told({ url }: Served, id: string, { log }: Deps): Live {
  log.info(`Production serves ${id} at ${url ?? 'no domain of its own'}`);
  return { outcome: 'live', productionUrl: url };
}

/** The proof: the production domain itself leads to the deployment. Throws VerdictError when it does not in time. */
async function proof(start: Start, id: string, deps: Deps): Promise<Served> {
  const served = await watchProduction(start, deps, async () => {
    const live = await deps.client.productionDeployment(await deps.client.project(start.project.id));
    return live?.id === id ? { done: { url: addressOf(live, deps) } } : assigning(live?.id);
  });
  if (served) return served;
  throw verdict(await lateText(start, id, deps), 'not-live');
}

/** What a new production deployment comes to without being promoted. */
type Arrival = Served | { rolling: RollingRelease } | { newer: string } | 'rolled back';

/**
 * The deployment says that its domains lead to it; the domain itself is asked all the same, and may lag. Ends sooner where a
 * rolling release began, or somebody rolled production back. Throws VerdictError when production does not come to serve it.
 */
async function waitUntilLive(
  start: Start,
  deployment: VercelDeployment,
  deps: Deps,
): Promise<Exclude<Arrival, { newer: string }>> {
  const arrival = await watchProduction(start, deps, () => lookAtProduction(start, deployment, deps));
  if (!arrival) throw verdict(await lateText(start, deployment.id, deps), 'not-live');
  if (arrival === 'rolled back' || !('newer' in arrival)) return arrival;
  throw verdict(overtaken(deployment.id, arrival.newer), 'superseded');
}

async function lookAtProduction(
  start: Start,
  { id, createdAt }: VercelDeployment,
  deps: Deps,
): Promise<Look<Arrival>> {
  const { client } = deps;
  const project = await client.project(start.project.id);
  const rolling = project.rollingRelease ? await rollingReleaseOf(client, project.id, id) : undefined;
  if (rolling) return { done: { rolling } };
  const live = await client.productionDeployment(project);
  if (live?.id === id) return { done: { url: addressOf(live, deps) } };
  if (!project.autoAssignCustomDomains) return { done: 'rolled back' };
  if (live && createdAt > 0 && live.createdAt > createdAt) return { done: { newer: live.id } };
  return assigning(live?.id);
}

/** Looks until production is as wanted; undefined when it is not in time. */
async function watchProduction<Value extends object | string>(
  { project, inputs }: Start,
  deps: Deps,
  look: () => Promise<Look<Value>>,
): Promise<Value | undefined> {
  const outcome = await waitUntil(
    {
      subject: `Vercel production of ${project.name}`,
      look,
      timeoutMs: () => inputs.promoteTimeoutMs,
      intervalMs: (_, elapsedMs) => pollingIntervalMs(deps.client.loopback, elapsedMs),
    },
    deps,
  );
  return 'value' in outcome ? outcome.value : undefined;
}

function assigning(live: string | undefined): { phase: string; detail: string } {
  return { phase: 'assigning', detail: `serves ${live ?? 'nothing'}` };
}

function addressOf({ host }: { host: string | undefined }, { client }: Deps): string | undefined {
  return host === undefined ? undefined : client.address(host);
}

/** Why production does not serve a deployment that is ready, as far as that can be seen. */
async function lateText(
  { project, inputs }: Start,
  id: string,
  { client }: Deps,
): Promise<{ message: string; fix: string }> {
  const live = await client.liveDeploymentId(project.id);
  const other = project.rollingRelease ? await readRollingRelease(client, project.id) : undefined;
  const inTheWay = other?.state === 'ACTIVE' && other.canary !== id ? other.canary : undefined;
  return notLive(id, live, formatDuration(inputs.promoteTimeoutMs), inTheWay);
}

function verdict({ message, fix }: { message: string; fix: string }, code: string): VerdictError {
  return new VerdictError(message, { fix, known: { 'error-code': code } });
}
