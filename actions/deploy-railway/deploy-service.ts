import { CancelledError, ExpectedError, PlatformError } from '../../src/errors/errors.js';
import type { Contents } from '../../src/railway/archive.js';
import { cancelDeployment } from '../../src/railway/deployments.js';
import { type DeploymentEnd, type DeploymentWait, waitForDeployment } from '../../src/railway/wait.js';
import type { Archives } from './archives.js';
import { applyChanges, type Changes, noChanges, undoChanges } from './changes.js';
import { conclude, pageOf, secretsOf } from './conclude.js';
import type { Deps } from './deps.js';
import { failedToStart, stoppedBefore } from './ends.js';
import type { Inputs } from './inputs.js';
import { endedWithOthers } from './messages.js';
import { tellResult, tellState } from './news.js';
import { type FoundPlace, withDomain } from './place.js';
import type { Outcome, ServiceResult } from './result.js';
import { type Shipped, ship } from './ship.js';

/** How long SUCCESS must last: Railway says it when the container has started, or, with a health check, when it answered. */
const settleMs = { unchecked: 5_000, checked: 2_000 };

/** What the deployment of one service needs besides the rest. */
export interface ServiceDeps extends Deps {
  archives: Archives;
  /** What is changed on each service, by its id; written as it happens. */
  changed: Map<string, Changes>;
  /** Aborted when another service of the step failed and this one is to end too. */
  stop: AbortSignal;
  /** Told as soon as the deployment is there. */
  shipped(place: FoundPlace, deploymentId: string): void;
}

/**
 * Deploys one service and says truly how it ended. What Railway refuses is a result too (`error`), so that the others can
 * be put back. Throws CancelledError, and what is a bug.
 */
export async function deployService(
  found: FoundPlace,
  contents: Contents | undefined,
  inputs: Inputs,
  deps: ServiceDeps,
): Promise<ServiceResult> {
  const began = deps.clock.now();
  const changes = noChanges();
  deps.changed.set(found.service.id, changes);
  let shipped: Shipped | undefined;
  tellState(found, 'queued', deps);
  try {
    const place = await withDomain(found, deps);
    await applyChanges(place, inputs, deps, changes);
    if (deps.stop.aborted) return await undone(place, stoppedBefore(place, changes, deps), changes, deps);
    shipped = await ship(place, contents, deps);
    deps.shipped(place, shipped.deploymentId);
    const end = await waitUnlessStopped(place, shipped, inputs, deps);
    shipped.ended();
    const durationMs = deps.clock.now() - began;
    const ended = await conclude({ inputs, place, contents, changes, shipped, end, durationMs }, deps);
    const stopped = deps.stop.aborted && ended.outcome === 'cancelled';
    const result = stopped ? { ...ended, failure: endedWithOthers(shipped.deploymentId, place.name) } : ended;
    return await undone(place, result, changes, deps);
  } catch (error) {
    // A cancelled run has yet to cancel the deployment: what is registered for that stays.
    if (!(error instanceof ExpectedError) || error instanceof CancelledError) throw error;
    if (shipped) await stopUnfollowed(shipped, deps);
    shipped?.ended();
    const durationMs = deps.clock.now() - began;
    const result = failedToStart(found, error, { changes, shipped, durationMs }, deps);
    return await undone(found, result, changes, deps);
  }
}

/** What was changed for a deployment that never served is changed back: the old one shall not come up with it. */
async function undone(
  place: FoundPlace,
  result: ServiceResult,
  changes: Changes,
  deps: ServiceDeps,
): Promise<ServiceResult> {
  tellResult(result, deps);
  const ends: readonly Outcome[] = ['failed', 'timed-out', 'cancelled', 'not-started'];
  const never = ends.includes(result.outcome) || (result.outcome === 'error' && !result.deploymentId);
  if (!never || result.wasUp) return result;
  return { ...result, changesUndone: await undoChanges(place, changes, deps) };
}

/** Waits for the end; when another service failed, the deployment is cancelled unless it has ended by then. */
async function waitUnlessStopped(
  place: FoundPlace,
  shipped: Shipped,
  inputs: Inputs,
  deps: ServiceDeps,
): Promise<DeploymentEnd> {
  const wait = waitOf(inputs, place, shipped, deps);
  try {
    return await waitForDeployment(wait, { ...deps, signal: AbortSignal.any([deps.signal, deps.stop]) });
  } catch (error) {
    if (!(error instanceof CancelledError) || deps.signal.aborted) throw error;
  }
  deps.log.info(`Cancelling ${shipped.deploymentId}: another service of this step failed`);
  await tryToCancel(shipped, deps);
  const end = await waitForDeployment(wait, deps);
  // Railway calls what it was told to stop REMOVED, as it does what was superseded.
  return end.end === 'superseded' ? { ...end, end: 'cancelled' } : end;
}

/** A deployment that cannot be followed to its end must not go live unseen. */
async function stopUnfollowed(shipped: Shipped, deps: ServiceDeps): Promise<void> {
  const stopped = await tryToCancel(shipped, deps);
  if (stopped)
    deps.log.info(`The deployment ${shipped.deploymentId} could not be followed and was cancelled`);
}

async function tryToCancel({ deploymentId }: Shipped, { client, log }: ServiceDeps): Promise<boolean> {
  try {
    return await cancelDeployment(client, deploymentId);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(`The deployment ${deploymentId} could not be cancelled: ${error.message}`);
    return false;
  }
}

function waitOf(
  inputs: Inputs,
  place: FoundPlace,
  { deploymentId }: Shipped,
  deps: ServiceDeps,
): DeploymentWait {
  return {
    target: place.target,
    deploymentId,
    limits: {
      queueMs: inputs.queueTimeoutMs,
      buildMs: inputs.buildTimeoutMs,
      deployMs: inputs.healthTimeoutMs,
    },
    settleMs: inputs.settleTimeMs ?? (place.healthcheckPath ? settleMs.checked : settleMs.unchecked),
    // The lines of several services bear their names already.
    ...(inputs.several ? { name: 'Railway' } : {}),
    followLogs: true,
    hide: secretsOf(inputs, place),
    ownCommit: deps.context.commit || undefined,
    onPhase: (phase, status) => {
      const states = { queue: 'queued', build: 'building', deploy: 'deploying' } as const;
      const page = pageOf(deps.client, place.target, deploymentId);
      tellState(place, states[phase], deps, { page, detail: status });
    },
  };
}
