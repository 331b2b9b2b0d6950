import { PlatformError, VerdictError } from '../../../src/errors/errors.js';
import { waitUntil } from '../../../src/runtime/waiting.js';
import type { ChangeDeps } from '../../../src/vercel/change-production.js';
import type { VercelClient } from '../../../src/vercel/client.js';
import { assignmentNowOff } from '../../../src/vercel/messages.js';
import { pollingIntervalMs } from '../../../src/vercel/polling.js';
import { readRollingRelease } from '../../../src/vercel/rolling-release.js';

/** A rolling release under way: a part of the traffic goes to the canary, and more with each stage. */
export interface RollingRelease {
  /** Serves the rest. */
  current: string;
  canary: string;
}

/** The rolling release that is under way (REST, `GET /v1/projects/{id}/rolling-release`); undefined when none is. */
export async function activeRollingRelease(
  client: VercelClient,
  projectId: string,
): Promise<RollingRelease | undefined> {
  const rolling = await readRollingRelease(client, projectId);
  const { current, canary } = rolling ?? {};
  return rolling?.state === 'ACTIVE' && current && canary ? { current, canary } : undefined;
}

/**
 * Ends a rolling release by a rollback to what still serves the rest, and waits until all traffic is there. Sent once.
 * Throws PlatformError when Vercel refuses, VerdictError when it does not end in time.
 */
export async function abortRollingRelease(
  projectId: string,
  { current, canary }: RollingRelease,
  deps: ChangeDeps & { timeoutMs: number },
): Promise<void> {
  const { client, log } = deps;
  try {
    await client.answer({
      operation: `abort the rolling release of ${canary}`,
      method: 'POST',
      path: `/v1/projects/${encodeURIComponent(projectId)}/rollback/${encodeURIComponent(current)}`,
      json: {},
    });
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    log.info(`${error.message} It may have happened, so Vercel is asked instead of sending it again.`);
  }
  const end = await waitUntil<true>(
    {
      subject: `Rolling release of ${canary}`,
      look: async () => {
        const active = await activeRollingRelease(client, projectId);
        return active?.canary === canary ? { phase: 'still rolling out' } : { done: true };
      },
      timeoutMs: () => deps.timeoutMs,
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  if ('deadline' in end)
    throw new VerdictError(`The rolling release of ${canary} did not end after it was aborted.`, {
      fix: `Abort it on the project's page on Vercel: it still gives ${canary} a part of the traffic.`,
    });
  log.warning(assignmentNowOff(), 'Vercel');
}
