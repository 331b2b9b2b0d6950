import { CancelledError, PlatformError, VerdictError } from '../errors/errors.js';
import { formatDuration } from '../runtime/duration.js';
import { type Look, waitUntil } from '../runtime/waiting.js';
import { type AliasRequest, failedAliasesSchema } from './answers.js';
import {
  assignmentNowOff,
  type ChangeKind,
  changeFailed,
  changeLost,
  changeSkipped,
  changeTimedOut,
  changeUnderWay,
  type Message,
  rollbackNotInPlan,
} from './messages.js';
import { pollingIntervalMs } from './polling.js';
import { type Production, readProduction } from './production.js';
import { type RollingRelease, readRollingRelease, rollingReleaseOf } from './rolling-release.js';
import type { WaitDeps } from './wait.js';

/** Which deployment production shall serve. */
export interface ProductionChange {
  projectId: string;
  deploymentId: string;
}

/** What the change needs besides. */
export interface ChangeDeps extends WaitDeps {
  /** What production was a moment ago, by whoever has just looked; it is asked when absent. */
  seen?: Production | undefined;
  /** For all of it, in milliseconds; 5 minutes when absent. */
  timeoutMs?: number;
}

/** What production serves after the change. */
export interface Changed {
  deploymentId: string;
  durationMs: number;
  /** True when production served it already and nothing was sent. */
  already: boolean;
  /** Where the promotion began a rolling release: production serves the deployment to a part of its visitors. */
  rolling: RollingRelease | undefined;
}

const defaultTimeoutMs = 300_000;
const sends = 3;
const graceForTraceMs = 10_000;
const loopbackGraceMs = 1_000;

/**
 * Lets production serve a deployment that was built for it, without building again. Production serving it already is a
 * success. Throws PlatformError when Vercel refuses or loses the request, VerdictError when domains did not move in time.
 */
export async function promote(change: ProductionChange, deps: ChangeDeps): Promise<Changed> {
  const path = `/v10/projects/${encodeURIComponent(change.projectId)}/promote/${encodeURIComponent(change.deploymentId)}`;
  return changeProduction('promote', change, { path }, deps);
}

/**
 * Brings an earlier production deployment back and proves that production serves it. Without a good answer its trace is
 * looked for before it is sent again. Afterwards automatic domain assignment is off, which is logged. Throws as `promote`, and
 * PlatformError with status 402 where the plan does not allow it.
 */
export async function rollbackTo(
  change: ProductionChange & { reason: string },
  deps: ChangeDeps,
): Promise<Changed> {
  const path = `/v1/projects/${encodeURIComponent(change.projectId)}/rollback/${encodeURIComponent(change.deploymentId)}`;
  // Vercel shows the description on one line of the deployment's page.
  const query = { description: change.reason.replace(/\s+/g, ' ').slice(0, 200) };
  const changed = await changeProduction('rollback', change, { path, query }, deps);
  if (!changed.already) deps.log.warning(assignmentNowOff(), 'Vercel');
  return changed;
}

async function changeProduction(
  kind: ChangeKind,
  change: ProductionChange,
  call: { path: string; query?: Record<string, string> },
  deps: ChangeDeps,
): Promise<Changed> {
  const { client, clock } = deps;
  const began = clock.now();
  const seen = deps.seen ?? (await readProduction(client, change.projectId, undefined));
  const { project: before, live } = seen;
  const { deploymentId } = change;
  const rolls = kind === 'promote' && before.rollingRelease;
  const rolling = rolls ? await rollingReleaseOf(client, change.projectId, deploymentId) : undefined;
  // While automatic assignment is off, promoting what is live turns it on again.
  const nothingToDo = kind === 'rollback' || before.autoAssignCustomDomains;
  if (rolling || (live === deploymentId && nothingToDo))
    return { deploymentId, durationMs: clock.now() - began, already: true, rolling };
  const begun = await sendUntilSeen(
    kind,
    change,
    { call, rolls, before: before.lastAliasRequest, live, host: seen.host },
    deps,
  );
  return { deploymentId, durationMs: clock.now() - began, already: false, rolling: begun };
}

interface Sending {
  call: { path: string; query?: Record<string, string> };
  /** Whether a rolling release begins instead of the domains moving at once. */
  rolls: boolean;
  /** The last promotion or rollback before this one. */
  before: AliasRequest | undefined;
  /** What production served before. */
  live: string | undefined;
  /** Production's domain, as it was before. */
  host: string | undefined;
}

/**
 * What left no trace may be sent again, a promotion as well as a rollback: each goes to one fixed deployment, so that two of
 * them end as one does, as long as nobody else asked for a change of production in between.
 */
async function sendUntilSeen(
  kind: ChangeKind,
  change: ProductionChange,
  sending: Sending,
  deps: ChangeDeps,
): Promise<RollingRelease | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const sent = await sendOnce(kind, change, sending.call, deps);
    const end = await follow(kind, change, { ...sending, sent }, deps).catch((error: unknown) => {
      if (error instanceof CancelledError)
        deps.log.warning(changeUnderWay(kind, change.deploymentId), 'Vercel');
      throw error;
    });
    if (end === 'live') return undefined;
    if (typeof end === 'object') return end;
    const mayRepeat = end === 'lost' && attempt < sends;
    if (!mayRepeat || !(await isUntouched(change, sending, deps)))
      throw await problemOf(end, kind, { ...change, sent: attempt }, deps);
    deps.log.info(`The ${kind} left no trace on Vercel; sending it again (try ${attempt + 1} of ${sends}).`);
  }
}

/** Whether production serves what it served before, and nobody has asked for a change since. */
async function isUntouched(
  { projectId }: ProductionChange,
  { live, before, host }: Sending,
  { client }: ChangeDeps,
): Promise<boolean> {
  const now = await readProduction(client, projectId, host);
  return now.live === live && now.project.lastAliasRequest?.requestedAt === before?.requestedAt;
}

/** `queued` = behind a rolling release; `unclear` = it may have happened; `already` = Vercel says there is nothing to change. */
type Sent = 'accepted' | 'queued' | 'unclear' | 'already';

async function sendOnce(
  kind: ChangeKind,
  { deploymentId }: ProductionChange,
  call: { path: string; query?: Record<string, string> },
  { client, log }: ChangeDeps,
): Promise<Sent> {
  try {
    const answer = await client.answer({
      operation: `${kind} ${deploymentId}`,
      method: 'POST',
      json: {},
      ...call,
    });
    if (answer.status === 202) {
      log.info(`Vercel queued the ${kind}: a rolling release is under way.`);
      return 'queued';
    }
    // Vercel answers 201; anything else may come from something in between.
    return answer.status === 201 ? 'accepted' : 'unclear';
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (error.status === 409) return 'already';
    if (kind === 'rollback' && error.status === 402) {
      const { message, fix } = rollbackNotInPlan(deploymentId);
      throw new PlatformError(message, { code: error.code, status: 402, fix, cause: error });
    }
    if (!error.ambiguous) throw error;
    log.info(`${error.message} It may have happened, so Vercel is asked instead of sending it again.`);
    return 'unclear';
  }
}

interface Trace extends Pick<Sending, 'rolls' | 'before' | 'host'> {
  sent: Sent;
}

type FollowEnd = 'live' | 'failed' | 'skipped' | 'lost' | RollingRelease;

async function follow(
  kind: ChangeKind,
  change: ProductionChange,
  trace: Trace,
  deps: ChangeDeps,
): Promise<FollowEnd | 'late'> {
  const { client, clock } = deps;
  const began = clock.now();
  const timeoutMs = deps.timeoutMs ?? defaultTimeoutMs;
  const outcome = await waitUntil(
    {
      subject: `Vercel ${kind} to ${change.deploymentId}`,
      look: () => look(change, trace, clock.now() - began, deps),
      timeoutMs: () => timeoutMs,
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  return 'value' in outcome ? outcome.value : 'late';
}

/** Done is what the domain itself serves; the request's own status explains what it does not serve yet. */
async function look(
  { projectId, deploymentId }: ProductionChange,
  { sent, before, rolls, host }: Trace,
  elapsedMs: number,
  { client }: ChangeDeps,
): Promise<Look<FollowEnd>> {
  const { project, live } = await readProduction(client, projectId, host);
  const rolling = rolls ? await readRollingRelease(client, projectId) : undefined;
  if (rolling?.state === 'ACTIVE' && rolling.canary === deploymentId) return { done: rolling };
  const last = project.lastAliasRequest;
  const ours =
    last?.toDeploymentId === deploymentId && last.requestedAt !== before?.requestedAt ? last : undefined;
  const settled = !ours || ours.jobStatus === 'succeeded' || ours.jobStatus === 'skipped' || rolls;
  if (live === deploymentId && settled) return { done: 'live' };
  if (ours?.jobStatus === 'failed') return { done: 'failed' };
  if (ours?.jobStatus === 'skipped') return { done: 'skipped' };
  if (rolling?.queued === deploymentId) return { phase: 'queued', detail: queuedText(rolling) };
  const graceMs = client.loopback ? loopbackGraceMs : graceForTraceMs;
  if (!ours && (sent === 'unclear' || sent === 'already') && elapsedMs > graceMs)
    return { done: sent === 'already' ? 'skipped' : 'lost' };
  return { phase: 'moving the domains', detail: ours?.jobStatus ?? 'no trace yet' };
}

function queuedText({ canary, stage }: RollingRelease): string {
  const where = stage ? `, which has ${stage.percentage} % of the traffic` : '';
  return `behind the rolling release of ${canary ?? 'another deployment'}${where}`;
}

async function problemOf(
  end: 'failed' | 'skipped' | 'lost' | 'late',
  kind: ChangeKind,
  { projectId, deploymentId, sent }: ProductionChange & { sent: number },
  deps: ChangeDeps,
): Promise<Error> {
  if (end === 'lost')
    return asPlatformError(changeLost(kind, deploymentId, sent), { code: 'unreachable', ambiguous: true });
  if (end === 'failed') {
    const aliases = await failedAliases(kind, projectId, deps);
    return asVerdictError(changeFailed(kind, deploymentId, aliases));
  }
  const live = await deps.client.liveDeploymentId(projectId);
  if (end === 'skipped') return asVerdictError(changeSkipped(kind, deploymentId, live));
  return asVerdictError(
    changeTimedOut(kind, deploymentId, formatDuration(deps.timeoutMs ?? defaultTimeoutMs), live),
  );
}

/** The domains that did not move. They only explain, so not being able to read them hides nothing. */
async function failedAliases(
  kind: ChangeKind,
  projectId: string,
  { client, log }: ChangeDeps,
): Promise<string[]> {
  try {
    const { aliases } = await client.call({
      operation: `list the domains that the ${kind} did not move`,
      method: 'GET',
      path: `/v9/projects/${encodeURIComponent(projectId)}/${kind}/aliases`,
      query: { failedOnly: 'true', limit: '20' },
      schema: failedAliasesSchema,
    });
    return aliases.map(({ alias }) => (typeof alias === 'string' ? alias : alias.alias));
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.info(`The domains that did not move could not be listed: ${error.message}`);
    return [];
  }
}

function asVerdictError({ message, fix }: Message): VerdictError {
  return new VerdictError(message, { fix });
}

function asPlatformError(
  { message, fix }: Message,
  details: { code: string; ambiguous: boolean },
): PlatformError {
  return new PlatformError(message, { ...details, fix });
}
