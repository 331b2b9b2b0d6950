import { PlatformError } from '../errors/errors.js';
import { isLoopback } from '../http/loopback.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { type Look, waitUntil } from '../runtime/waiting.js';
import type { DeploymentEvent, RailwayDeployment } from './answers.js';
import type { RailwayClient } from './client.js';
import { cancelDeployment, readDeployment } from './deployments.js';
import { lookAtDeployment } from './documents.js';
import { pollingIntervalMs } from './polling.js';
import type { ServiceTarget } from './scope.js';
import { meaningOf, type Phase, type StatusMeaning } from './statuses.js';

/** How long each phase, or all of it, may last. */
type Limits = { queueMs: number; buildMs: number; deployMs: number } | { totalMs: number };

/** What to wait for. */
export interface DeploymentWait {
  target: ServiceTarget;
  deploymentId: string;
  limits: Limits;
  /** How long it must stay up before it counts, in milliseconds. */
  settleMs: number;
}

/** How a wait ended: `up` is the only good end; `timed-out` means the deadline passed and the deployment was told to stop. */
export interface DeploymentEnd {
  end: 'up' | 'failed' | 'crashed' | 'skipped' | 'superseded' | 'cancelled' | 'timed-out';
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
  /** With `timed-out`: whether Railway stopped it. */
  stopped: boolean;
  durationMs: number;
}

/** What the functions that wait need. */
export interface WaitDeps {
  client: RailwayClient;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

interface Seen {
  status: string;
  phase: Phase;
  wasUp: boolean;
  /** When it was first seen up without a break since; undefined while it is not. */
  upSince: number | undefined;
  deployment: RailwayDeployment | undefined;
  events: readonly DeploymentEvent[];
  diagnosis: string | undefined;
  saidUnknown: Set<string>;
}

/**
 * Waits until a deployment is up and stays up for the settle time, or has ended otherwise. The verdict comes from the
 * deployment's status alone; logs and events only explain it. When a deadline passes the deployment is cancelled.
 */
export async function waitForDeployment(wait: DeploymentWait, deps: WaitDeps): Promise<DeploymentEnd> {
  const { client, clock } = deps;
  const began = clock.now();
  const seen: Seen = {
    status: 'unknown',
    phase: 'queue',
    wasUp: false,
    upSince: undefined,
    deployment: undefined,
    events: [],
    diagnosis: undefined,
    saidUnknown: new Set(),
  };
  const outcome = await waitUntil(
    {
      subject: `Railway deployment ${wait.deploymentId}`,
      look: () => look(wait, seen, deps),
      timeoutMs: () => limitOf(wait, seen.phase),
      intervalMs: (_, elapsedMs) => {
        const loopback = isLoopback(client.apiUrl);
        const { phase } = seen;
        const next = pollingIntervalMs({ loopback, elapsedMs, phase, remaining: client.remaining });
        return seen.upSince === undefined ? next : Math.min(next, Math.max(wait.settleMs, 100));
      },
    },
    deps,
  );
  const { status, phase, wasUp, deployment, events, diagnosis } = seen;
  const facts = { status, phase, wasUp, deployment, events, diagnosis, durationMs: clock.now() - began };
  if ('value' in outcome) return { ...facts, end: outcome.value, stopped: false };
  return { ...facts, end: 'timed-out', ...(await stop(wait.deploymentId, status, deps)) };
}

async function look(
  wait: DeploymentWait,
  seen: Seen,
  { client, clock, log }: WaitDeps,
): Promise<Look<Exclude<DeploymentEnd['end'], 'timed-out'>>> {
  const { environmentId, serviceId } = wait.target;
  const answer = await client.ask(lookAtDeployment, { id: wait.deploymentId, environmentId, serviceId });
  const { status } = answer.deployment;
  seen.status = status;
  seen.deployment = answer.deployment;
  seen.events = answer.deploymentEvents.edges.map(({ node }) => node);
  seen.diagnosis = textOf(answer.deployment.diagnosis);
  const meaning = meaningOf(status);
  if (meaning.kind === 'ended') {
    seen.phase = phaseOfSteps(seen.events) ?? seen.phase;
    return { done: meaning.as };
  }
  if (meaning.kind === 'unknown' && !seen.saidUnknown.has(status)) {
    seen.saidUnknown.add(status);
    log.warning(
      `Railway says "${status}", a status this action does not know; it is taken as still under way.`,
    );
  }
  if (meaning.kind !== 'up') {
    seen.upSince = undefined;
    if (meaning.kind === 'under-way') seen.phase = meaning.phase;
    return { phase: phaseName(wait, seen), detail: detailOf(status, meaning, seen.events) };
  }
  seen.phase = 'deploy';
  seen.wasUp = true;
  seen.upSince ??= clock.now();
  const active = answer.serviceInstance.activeDeployments;
  const isLive = active.length === 0 || active.some(({ id }) => id === wait.deploymentId);
  if (isLive && clock.now() - seen.upSince >= wait.settleMs) return { done: 'up' };
  return {
    phase: phaseName(wait, seen),
    detail: isLive ? `${status}, waiting for it to stay` : `${status}, not active yet`,
  };
}

const buildSteps = new Set(['SNAPSHOT_CODE', 'BUILD_IMAGE', 'PUBLISH_IMAGE']);

/** A deployment that ends between two looks was never seen in the phase it ended in; its steps tell. */
function phaseOfSteps(events: readonly DeploymentEvent[]): Phase | undefined {
  const last = events.filter(({ payload }) => payload?.error).at(-1) ?? events.at(-1);
  return last && (buildSteps.has(last.step) ? 'build' : 'deploy');
}

/** The settle time is not the platform's, so it does not count against the deploy phase. */
function limitOf({ limits, settleMs }: DeploymentWait, phase: Phase): number {
  if ('totalMs' in limits) return limits.totalMs;
  return { queue: limits.queueMs, build: limits.buildMs, deploy: limits.deployMs + settleMs }[phase];
}

/** Deadlines begin anew with each phase; a wait with one limit for all of it has one phase. */
function phaseName({ limits }: DeploymentWait, { phase }: Seen): string {
  return 'totalMs' in limits ? 'under way' : phase;
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

function detailOf(status: string, meaning: StatusMeaning, events: readonly DeploymentEvent[]): string {
  const current = events.filter(({ completedAt }) => !completedAt).at(-1);
  const note = meaning.kind === 'under-way' ? meaning.note : undefined;
  return [status, note, current && describeEvent(current)].filter(Boolean).join(', ');
}

/** One step in words: `healthcheck, attempt 3 of 14: connection refused`. */
export function describeEvent({ step, payload }: DeploymentEvent): string {
  const name = step.toLowerCase().replaceAll('_', ' ');
  const attempt = payload?.attempt ? `, attempt ${payload.attempt}` : '';
  const of = attempt && payload?.maxAttempts ? ` of ${payload.maxAttempts}` : '';
  const why = payload?.error || payload?.reason || payload?.detail;
  return `${name}${attempt}${of}${why ? `: ${why}` : ''}`;
}

function textOf(diagnosis: unknown): string | undefined {
  if (diagnosis === null || diagnosis === undefined || diagnosis === '') return undefined;
  return typeof diagnosis === 'string' ? diagnosis : JSON.stringify(diagnosis);
}
