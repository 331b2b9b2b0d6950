import { PlatformError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { type Look, waitUntil } from '../runtime/waiting.js';
import type { VercelDeployment } from './answers.js';
import type { VercelClient } from './client.js';
import { pollingIntervalMs } from './polling.js';
import { type Failure, meaningOf, type Phase } from './states.js';

/** What the functions that wait need. */
export interface WaitDeps {
  client: VercelClient;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/** What to wait for. */
export interface DeploymentWait {
  deploymentId: string;
  /** Whether its domains will lead to it by themselves; see `meaningOf`. */
  assigns: boolean;
  /** Milliseconds each phase may last. */
  limits: Record<Phase, number>;
}

/** How a wait ended; `ready` is the only good end. */
export interface DeploymentEnd {
  end: 'ready' | 'timed-out' | Failure;
  phase: Phase;
  /** The last answer; undefined when there was none. */
  deployment: VercelDeployment | undefined;
  /** With `timed-out`: whether Vercel stopped it. */
  stopped: boolean;
  durationMs: number;
}

interface Seen {
  phase: Phase;
  deployment: VercelDeployment | undefined;
  saidUnknown: Set<string>;
}

/**
 * Waits until a deployment is ready or has ended otherwise; the verdict comes from its state alone. When a phase's
 * deadline passes the deployment is cancelled. Throws CancelledError, and PlatformError for a real refusal.
 */
export async function waitForDeployment(wait: DeploymentWait, deps: WaitDeps): Promise<DeploymentEnd> {
  const { client, clock } = deps;
  const began = clock.now();
  const seen: Seen = { phase: 'queue', deployment: undefined, saidUnknown: new Set() };
  const outcome = await waitUntil(
    {
      subject: `Vercel deployment ${wait.deploymentId}`,
      look: () => look(wait, seen, deps),
      timeoutMs: () => wait.limits[seen.phase],
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  const stopped = 'deadline' in outcome && (await stop(wait.deploymentId, deps));
  return {
    end: 'value' in outcome ? outcome.value : 'timed-out',
    phase: seen.phase,
    deployment: seen.deployment,
    stopped,
    durationMs: clock.now() - began,
  };
}

async function look(
  wait: DeploymentWait,
  seen: Seen,
  { client, log }: WaitDeps,
): Promise<Look<'ready' | Failure>> {
  const deployment = await readOrGone(wait.deploymentId, client);
  if (!deployment) return { done: 'deleted' };
  seen.deployment = deployment;
  const meaning = meaningOf(deployment, wait.assigns);
  if (meaning.kind === 'ready') return { done: 'ready' };
  if (meaning.kind === 'ended') return { done: meaning.as };
  if (meaning.kind === 'under-way') seen.phase = meaning.phase;
  else if (!seen.saidUnknown.has(deployment.state)) {
    seen.saidUnknown.add(deployment.state);
    log.warning(
      `Vercel says "${deployment.state}", a state this action does not know; it is taken as still under way.`,
    );
  }
  const detail = seen.phase === 'assign' ? 'READY, its domains do not lead to it yet' : deployment.state;
  return { phase: seen.phase, detail };
}

/** A deployment that was there and is not any more was deleted; 410 says the same. */
async function readOrGone(id: string, client: VercelClient): Promise<VercelDeployment | undefined> {
  try {
    return await client.deployment(id);
  } catch (error) {
    if (error instanceof PlatformError && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}

async function stop(id: string, { client, log }: WaitDeps): Promise<boolean> {
  try {
    return await client.cancel(id);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(`The deployment ${id} could not be cancelled: ${error.message}`);
    return false;
  }
}
