import { PlatformError } from '../../src/errors/errors.js';
import { isLoopback } from '../../src/http/loopback.js';
import { readDeployment } from '../../src/railway/deployments.js';
import type { DeploymentEnd } from '../../src/railway/wait.js';
import { waitUntil } from '../../src/runtime/waiting.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import type { FoundPlace } from './place.js';
import type { ServiceResult } from './result.js';

/** A process that starts again needs no build; what has not come by then needs somebody. */
const patienceMs = 120_000;

/**
 * On a volume Railway stops the old deployment before the new one starts, so that after a failure the old one is the live
 * one and yet not there. Waits until it runs again, for two minutes or `health-timeout`, whichever is shorter. Gives `live`
 * back with what became of it. Throws CancelledError.
 */
export async function whetherStopped(
  live: ServiceResult['live'],
  { place, end, inputs }: { place: FoundPlace; end: DeploymentEnd; inputs: Pick<Inputs, 'healthTimeoutMs'> },
  deps: Deps,
): Promise<ServiceResult['live']> {
  const { previous, facts, name } = place;
  const servedBefore = previous !== undefined && facts.liveStatus === 'SUCCESS';
  if (!servedBefore || live?.id !== previous || end.phase !== 'deploy') return live;
  let wasStopped = false;
  try {
    const waited = await waitUntil<true>(
      {
        subject: `"${name}"`,
        look: async () => {
          if (!(await readDeployment(deps.client, previous)).deploymentStopped) return { done: true };
          wasStopped = true;
          return { phase: `the previous deployment ${previous} was stopped and has to start again` };
        },
        timeoutMs: () => Math.min(patienceMs, inputs.healthTimeoutMs),
        intervalMs: () => (isLoopback(deps.client.apiUrl) ? 100 : 2_000),
      },
      deps,
    );
    if (!wasStopped) return live;
    return { ...live, stoppedForIt: 'value' in waited ? 'is back' : 'is still down' };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return wasStopped ? { ...live, stoppedForIt: 'is still down' } : live;
  }
}
