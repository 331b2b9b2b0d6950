import { PlatformError, VerdictError } from '../errors/errors.js';
import type { Http } from '../http/client.js';
import type { Logger } from '../runtime/log.js';
import { GitHubClient, mayNotSee } from './client.js';
import { readFreeze } from './freeze.js';

/** What the question needs of the run. */
export interface FreezeRun {
  http: Http;
  log: Logger;
  context: { apiUrl: string; repository: string };
}

/**
 * Asks GitHub whether an environment is frozen, and refuses then, whether code or a schema was to be changed. Without a
 * token, or with one that may not read deployments, nothing is known: that is said, and the work goes on. Throws
 * VerdictError for a frozen environment, and PlatformError when GitHub does not answer: what somebody froze must not be
 * changed because of an outage.
 */
export async function refuseFrozen(
  token: string | undefined,
  environment: string,
  { http, log, context }: FreezeRun,
): Promise<void> {
  const { apiUrl, repository } = context;
  if (!token || !repository) return;
  const client = new GitHubClient({ http, apiUrl, token, repository });
  const freeze = await readFreeze(client, environment).catch((error: unknown) => {
    if (!(error instanceof PlatformError)) throw error;
    const unknown = `Whether "${environment}" is frozen could not be asked: ${error.message}`;
    if (!mayNotSee(error))
      throw new PlatformError(`${unknown} Nothing was changed.`, {
        ...{ code: error.code, cause: error },
        ...(error.status === undefined ? {} : { status: error.status }),
        fix: error.fix ?? 'Run the job again once GitHub answers; see https://www.githubstatus.com.',
      });
    log.info(unknown);
    return undefined;
  });
  if (!freeze) return;
  const since = new Date(freeze.since).toISOString().slice(0, 16).replace('T', ' ');
  throw new VerdictError(
    `"${environment}" is frozen since ${since} UTC, by ${freeze.by}: ${freeze.reason} (${freeze.run}). Nothing was changed.`,
    {
      fix: `Look at why it was frozen. When deployments may go on, run auto-rollback with "command: unfreeze" and "environment: ${environment}", and run this job again.`,
    },
  );
}
