import { PlatformError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { type Look, waitUntil } from '../runtime/waiting.js';
import type { DeploymentEvent, RailwayDeployment } from './answers.js';
import { findDeadlock } from './ci-deadlock.js';
import type { RailwayClient } from './client.js';
import { cancelDeployment, readDeployment } from './deployments.js';
import { crashLoop, exitedWords, type Message, notKnown, superseded } from './messages.js';
import { Narrator } from './narrator.js';
import { pollingIntervalMs } from './polling.js';
import { Progress, type Verdict } from './progress.js';
import type { ServiceTarget } from './scope.js';
import { meaningOf, type Phase } from './statuses.js';
import { DeploymentWatcher } from './watcher.js';

/** How long each phase, or all of it, may last. */
type Limits = { queueMs: number; buildMs: number; deployMs: number } | { totalMs: number };

/** What to wait for. */
export interface DeploymentWait {
  target: ServiceTarget;
  deploymentId: string;
  limits: Limits;
  /** How long it must stay up before it counts, in milliseconds. */
  settleMs: number;
  /** The service's name, for progress lines; by default they name the deployment. */
  name?: string;
  /** Prints the build and deploy log as they grow (only while no other deployment is waited for with the same watcher). */
  followLogs?: boolean;
  /** Values that no printed line may hold. */
  hide?: readonly string[];
  /** The commit of this workflow run: a deployment of it that waits for GitHub's checks waits for this very run. */
  ownCommit?: string | undefined;
  /** Told at every change of phase, with Railway's word for it. */
  onPhase?: (phase: Phase, status: string) => void;
}

/** How a wait ended: `up` is the only good end; `timed-out` means the deadline passed and the deployment was told to stop. */
export interface DeploymentEnd {
  end: Verdict | 'timed-out';
  /** Railway's own word at the last look. */
  status: string;
  /** The phase it ended in. */
  phase: Phase;
  /** Whether it had been up at some look, so it may have taken traffic. */
  wasUp: boolean;
  deployment: RailwayDeployment | undefined;
  events: readonly DeploymentEvent[];
  /** Railway's own explanation of a failure; undefined when it gave none. */
  diagnosis: string | undefined;
  /** With `up`: its process has ended with 0, which Railway calls a success. Right for a job; a server answers no more. */
  exited: boolean;
  /** With `timed-out`: whether Railway stopped it. */
  stopped: boolean;
  /** With `superseded`: the deployment that took its place, when it is known. */
  supersededBy: string | undefined;
  /** What happened and what to do, where more is known than the end's word says (a deadlock, a crash loop); goes before any general words. */
  explanation: Message | undefined;
  durationMs: number;
}

/** What the functions that wait need. `watcher` is shared by all waits of a step, so that they cost one request together. */
export interface WaitDeps {
  client: RailwayClient;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  watcher?: DeploymentWatcher;
}

interface Watch {
  wait: DeploymentWait;
  deps: WaitDeps;
  watcher: DeploymentWatcher;
  progress: Progress;
  narrator: Narrator;
  began: number;
  first: boolean;
  deadlock: Message | undefined;
  askedForDeadlock: boolean;
  /** Why the last look got no answer; undefined when it got one. */
  unanswered: PlatformError | undefined;
}

/**
 * Waits until a deployment is up and stays up for the settle time, or has ended otherwise. The verdict comes from
 * statuses alone; logs and events only explain it. When a deadline passes the deployment is cancelled.
 */
export async function waitForDeployment(wait: DeploymentWait, deps: WaitDeps): Promise<DeploymentEnd> {
  const watch = begin(wait, deps);
  const { progress } = watch;
  const outcome = await waitUntil<Verdict | 'deadlocked'>(
    {
      subject: wait.name ?? `Railway deployment ${wait.deploymentId}`,
      look: () => look(watch),
      timeoutMs: () => limitOf(wait, progress.phase),
      // The watcher keeps the pace, for all waits together.
      intervalMs: () => 0,
    },
    deps,
  );
  const end = 'value' in outcome && outcome.value !== 'deadlocked' ? outcome.value : lateEnd(progress);
  const stopping =
    end === 'timed-out'
      ? await stop(wait.deploymentId, progress.status, deps)
      : { stopped: false, status: progress.status };
  if (end === 'up' && hasExited(progress)) deps.log.warning(exitedWords(wait.name ?? wait.deploymentId));
  const { phase, wasUp, deployment, events, diagnosis, supersededBy } = progress;
  return {
    ...{ end, phase, wasUp, deployment, events, diagnosis, supersededBy },
    ...stopping,
    exited: end === 'up' && hasExited(progress),
    explanation: explain(watch, end),
    durationMs: deps.clock.now() - watch.began,
  };
}

function begin(wait: DeploymentWait, deps: WaitDeps): Watch {
  const began = deps.clock.now();
  return {
    wait,
    deps,
    watcher: deps.watcher ?? new DeploymentWatcher(deps),
    progress: new Progress(wait.deploymentId, wait.settleMs, began),
    narrator: new Narrator(wait, deps.log),
    began,
    first: true,
    deadlock: undefined,
    askedForDeadlock: false,
    unanswered: undefined,
  };
}

async function look(watch: Watch): Promise<Look<Verdict | 'deadlocked'>> {
  const { wait, deps, watcher, progress, narrator } = watch;
  const { environmentId, serviceId } = wait.target;
  const target = { deploymentId: wait.deploymentId, environmentId, serviceId, logs: narrator.cursors() };
  const withinMs = watch.first ? 0 : patienceMs(watch);
  watch.first = false;
  const glimpse = await watcher.look(target, withinMs, deps.signal).catch((error: unknown) => {
    watch.unanswered = error instanceof PlatformError ? error : undefined;
    throw error;
  });
  watch.unanswered = undefined;
  const before = progress.phase;
  const judgement = progress.take(glimpse, deps.clock.now());
  narrator.tell(glimpse);
  if (meaningOf(progress.status).kind === 'unknown') narrator.tellUnknown(progress.status);
  if (before !== progress.phase) wait.onPhase?.(progress.phase, progress.status);
  if ('verdict' in judgement) return { done: judgement.verdict };
  if (await isDeadlocked(watch)) return { done: 'deadlocked' };
  // Deadlines begin anew with each phase; a wait with one limit for all of it has one phase.
  return { phase: 'totalMs' in wait.limits ? 'under way' : progress.phase, detail: judgement.detail };
}

/** How soon the next look is wanted: by the plan, but in time for the end of the settle time and for the deadline. */
function patienceMs({ wait, deps, watcher, progress, began }: Watch): number {
  const now = deps.clock.now();
  const { limit } = deps.client.budget.facts;
  const usual = pollingIntervalMs({ unrationed: watcher.unrationed, elapsedMs: now - began, limit });
  const settling = progress.upSince === undefined ? 0 : progress.upSince + wait.settleMs - now;
  const since = 'totalMs' in wait.limits ? began : progress.phaseSince;
  const left = since + limitOf(wait, progress.phase) - now;
  const wanted = Math.min(usual, left, settling > 0 ? settling : usual);
  return Math.max(wanted, watcher.unrationed ? 50 : 1_000);
}

async function isDeadlocked(watch: Watch): Promise<boolean> {
  const { wait, deps, watcher, progress } = watch;
  const { waitingSince, deployment } = progress;
  const graceMs = watcher.unrationed ? 300 : 30_000;
  if (waitingSince === undefined || watch.askedForDeadlock) return false;
  if (deps.clock.now() - waitingSince < graceMs) return false;
  watch.askedForDeadlock = true;
  watch.deadlock = await findDeadlock(wait, deployment?.meta?.commitHash, deps);
  return watch.deadlock !== undefined;
}

/** A deployment that was up and whose process ended again and again until the deadline has crashed, whatever its status. */
function lateEnd({ wasUp, restarts }: Progress): 'crashed' | 'timed-out' {
  return wasUp && restarts > 0 ? 'crashed' : 'timed-out';
}

/** A service that Railway put to sleep has no process either, and wakes up when it is asked. */
function hasExited({ deployment, status }: Progress): boolean {
  return status === 'SUCCESS' && deployment?.deploymentStopped === true;
}

function explain(watch: Watch, end: DeploymentEnd['end']): Message | undefined {
  const { wait, progress, deadlock, unanswered } = watch;
  if (deadlock && end === 'timed-out') return deadlock;
  if (unanswered && end === 'timed-out')
    return notKnown(wait.deploymentId, progress.status, unanswered.message);
  const { supersededBy, restarts, status } = progress;
  if (end === 'superseded' && supersededBy) return superseded(wait.deploymentId, supersededBy);
  return end === 'crashed' && restarts > 0 ? crashLoop(wait.deploymentId, restarts, status) : undefined;
}

/** The settle time is not the platform's, so it does not count against the deploy phase. */
function limitOf({ limits, settleMs }: DeploymentWait, phase: Phase): number {
  if ('totalMs' in limits) return limits.totalMs;
  return { queue: limits.queueMs, build: limits.buildMs, deploy: limits.deployMs + settleMs }[phase];
}

async function stop(
  id: string,
  lastStatus: string,
  { client, log }: WaitDeps,
): Promise<{ stopped: boolean; status: string }> {
  try {
    const stopped = await cancelDeployment(client, id);
    return { stopped, status: (await readDeployment(client, id)).status };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(`The deployment ${id} could not be cancelled: ${error.message}`);
    return { stopped: false, status: lastStatus };
  }
}
