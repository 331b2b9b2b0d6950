import { PlatformError } from '../errors/errors.js';
import { GitHubClient } from './client.js';
import type { FreezeRun } from './refuse-frozen.js';
import { type RollbackRecord, recordedRollbacks } from './releases.js';

/**
 * The recorded rollback that left Vercel's automatic domain assignment off for a component; undefined when the newest one
 * that moved it did not, when none is recorded, and when the records cannot be read, which is said.
 */
export async function assignmentTurnedOff(
  token: string | undefined,
  { environment, component }: { environment: string; component: string },
  { http, log, context }: FreezeRun,
): Promise<RollbackRecord | undefined> {
  const { apiUrl, repository } = context;
  if (!token || !repository) return undefined;
  const client = new GitHubClient({ http, apiUrl, token, repository });
  const key = `vercel/${component}`;
  try {
    const newest = (await recordedRollbacks(client, environment)).find(({ restored }) => key in restored);
    return newest?.assignmentOff?.includes(key) ? newest : undefined;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.info(`Which rollback turned domain assignment off could not be asked: ${error.message}`);
    return undefined;
  }
}
