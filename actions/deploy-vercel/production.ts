import { VerdictError } from '../../src/errors/errors.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { type Look, waitUntil } from '../../src/runtime/waiting.js';
import type { VercelDeployment, VercelProject } from '../../src/vercel/answers.js';
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
export function checkRollbackPin(
  { inputs, project }: Pick<Start, 'inputs' | 'project'>,
  made?: number,
): void {
  if (inputs.target !== 'production' || !project.pinned || inputs.overRollback === 'all') return;
  const rolledBack =
    project.lastAliasRequest?.type === 'rollback' ? project.lastAliasRequest.requestedAt : undefined;
  const isOlder = rolledBack !== undefined && (made ?? Number.POSITIVE_INFINITY) > rolledBack;
  if (inputs.overRollback === 'older' && isOlder) return;
  throw verdict(pinnedRollback(project.name, rolledBack), 'pinned-rollback');
}

/**
 * Brings a ready production deployment to the point where production serves it: waits where Vercel assigns the domains,
 * promotes where it does not, and says which. With a rolling release, to the point where that has begun, or is complete if
 * asked. Throws VerdictError when production does not serve it in time.
 */
export async function goLive(start: Start, deployment: VercelDeployment, deps: Deps): Promise<Live> {
  const { id } = deployment;
  const { client, log } = deps;
  const { project, inputs } = start;
  const promotes = inputs.deploymentId !== undefined;
  const now = await client.project(project.id);
  const notes: string[] = [];
  if (!promotes && !now.autoAssignCustomDomains) {
    if (project.autoAssignCustomDomains) return { outcome: 'staged', failure: rolledBackMeanwhile(id) };
    notes.push(assignmentWasOff());
  }
  const rolling =
    promotes || notes.length > 0
      ? await promoteOnce(start, id, deps)
      : await waitUntilLive(start, deployment, now, deps);
  if (rolling && inputs.rolling !== 'complete') return rollingEnd(rolling, notes, log);
  if (rolling) await advance(start, id, 'complete', deps);
  return { ...(await proven(start, id, deps)), notes };
}

/** Lets the rolling release of a deployment go on to its next stage. Throws as `advanceRollingRelease`. */
export async function approveStage(start: Start, id: string, deps: Deps): Promise<Live> {
  const rolling = await advance(start, id, 'approve', deps);
  return rolling.state === 'ACTIVE' && rolling.canary === id
    ? rollingEnd(rolling, [], deps.log)
    : proven(start, id, deps);
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
  { project, inputs }: Start,
  deploymentId: string,
  deps: Deps,
): Promise<RollingRelease | undefined> {
  const { already, rolling } = await promote(
    { projectId: project.id, deploymentId },
    { ...deps, timeoutMs: inputs.promoteTimeoutMs },
  );
  deps.log.info(
    already ? `Production serves ${deploymentId} already; nothing was sent` : `Promoted ${deploymentId}`,
  );
  return rolling;
}

function rollingEnd(rolling: RollingRelease, notes: string[], log: Deps['log']): Live {
  const note = rollingNote(rolling.stage);
  log.info(note);
  return { outcome: 'rolling', rolling, notes: [...notes, note] };
}

/** The proof: the production domain itself leads to the deployment. */
async function proven(start: Start, id: string, deps: Deps): Promise<Live> {
  const { client, log } = deps;
  // Production may be asked for an older deployment, so its age says nothing here.
  await waitUntilLive(start, { id, createdAt: 0 }, { rollingRelease: false }, deps);
  const productionUrl = await client.productionUrl(start.project.id);
  log.info(`Production serves ${id} at ${productionUrl ?? 'no domain of its own'}`);
  return { outcome: 'live', productionUrl };
}

/** What a wait for production comes to: a rolling release that began, or a newer deployment that took over. */
type Arrival = { rolling: RollingRelease | undefined } | { newer: string };

/**
 * The deployment says that its domains lead to it; the domain itself is asked all the same, and may lag. Returns the rolling
 * release where one began instead. Throws VerdictError when production does not come to serve it.
 */
async function waitUntilLive(
  start: Start,
  deployment: Pick<VercelDeployment, 'id' | 'createdAt'>,
  { rollingRelease }: Pick<VercelProject, 'rollingRelease'>,
  deps: Deps,
): Promise<RollingRelease | undefined> {
  const { client } = deps;
  const { project, inputs } = start;
  const outcome = await waitUntil(
    {
      subject: `Vercel production of ${project.name}`,
      look: () => lookAtProduction(project.id, deployment, rollingRelease, deps),
      timeoutMs: () => inputs.promoteTimeoutMs,
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  const arrival = 'value' in outcome ? outcome.value : undefined;
  if (arrival && 'newer' in arrival) throw verdict(overtaken(deployment.id, arrival.newer), 'superseded');
  if (arrival) return arrival.rolling;
  const live = await client.liveDeploymentId(project.id);
  const other = rollingRelease ? await readRollingRelease(client, project.id) : undefined;
  const inTheWay = other?.state === 'ACTIVE' ? other.canary : undefined;
  const after = formatDuration(inputs.promoteTimeoutMs);
  throw verdict(notLive(deployment.id, live, after, inTheWay), 'not-live');
}

async function lookAtProduction(
  projectId: string,
  { id, createdAt }: Pick<VercelDeployment, 'id' | 'createdAt'>,
  rolls: boolean,
  { client }: Deps,
): Promise<Look<Arrival>> {
  const rolling = rolls ? await rollingReleaseOf(client, projectId, id) : undefined;
  if (rolling) return { done: { rolling } };
  const live = await client.productionDeployment(await client.project(projectId));
  if (live?.id === id) return { done: { rolling: undefined } };
  if (live && createdAt > 0 && live.createdAt > createdAt) return { done: { newer: live.id } };
  return { phase: 'assigning', detail: `serves ${live?.id ?? 'nothing'}` };
}

function verdict({ message, fix }: { message: string; fix: string }, code: string): VerdictError {
  return new VerdictError(message, { fix, known: { 'error-code': code } });
}
