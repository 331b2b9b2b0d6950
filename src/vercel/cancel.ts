import { PlatformError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import type { VercelDeployment } from './answers.js';
import type { VercelClient } from './client.js';
import { meaningOf } from './states.js';

/** What came of stopping a deployment. */
export type Stop =
  | { stopped: true }
  /** It had ended already; `deployment` as it is now, undefined when it is gone. */
  | { stopped: false; deployment: VercelDeployment | undefined }
  /** Vercel could not be asked, or says no. */
  | { stopped: 'unclear'; why: string };

const tries = 3;

/**
 * Cancels a deployment (REST, `PATCH /v12/deployments/{id}/cancel`). It may be asked for twice without harm, so a lost
 * answer is resolved by a look and another try. Never throws PlatformError.
 */
export async function stopDeployment(
  id: string,
  { client, clock }: { client: VercelClient; clock: Clock },
): Promise<Stop> {
  // Runs after the run was cancelled, too: its own signal is aborted then.
  const { signal } = new AbortController();
  let why = '';
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      if (await client.cancel(id)) return { stopped: true };
      return endedOf(await client.deployment(id));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      if (error.status === 404 || error.status === 410) return { stopped: false, deployment: undefined };
      why = error.message;
      if (error.status === 401 || error.status === 403) break;
    }
    await clock.sleep(client.loopback ? 50 : 500 * attempt, signal);
  }
  return { stopped: 'unclear', why };
}

function endedOf(deployment: VercelDeployment): Stop {
  const meaning = meaningOf(deployment, false);
  if (deployment.state === 'CANCELED') return { stopped: true };
  if (meaning.kind === 'ready' || meaning.kind === 'ended') return { stopped: false, deployment };
  return { stopped: 'unclear', why: `Vercel says it cannot be canceled, and it is ${deployment.state}.` };
}
