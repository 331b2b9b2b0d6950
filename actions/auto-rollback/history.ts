import { PlatformError } from '../../src/errors/errors.js';
import type { GitHubClient } from '../../src/github/client.js';
import { lastVerifiedRelease, recordedRollbacks } from '../../src/github/releases.js';
import type { Logger } from '../../src/runtime/log.js';
import type { History } from './target.js';

/** Reads what is known of an environment's past. A past that cannot be read is said and does not stop a rollback. */
export async function readHistory(
  github: GitHubClient | undefined,
  environment: string,
  log: Logger,
): Promise<History> {
  if (!github) return unreadable('no github-token was given', log);
  try {
    const verified = await lastVerifiedRelease(github, environment);
    if (!verified) return { verified: undefined, restored: {}, unreadable: undefined };
    const rollbacks = await recordedRollbacks(github, environment);
    const restored: Record<string, string[]> = {};
    for (const rollback of rollbacks.filter((entry) => entry.to === verified.record.release)) {
      for (const [key, deployment] of Object.entries(rollback.restored)) {
        restored[key] = [...(restored[key] ?? []), deployment];
      }
    }
    return { verified: verified.record, restored, unreadable: undefined };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return unreadable(error.message, log);
  }
}

function unreadable(why: string, log: Logger): History {
  log.warning(
    `The release records could not be read (${why}); going back means back to what was live before this run.`,
  );
  return { verified: undefined, restored: {}, unreadable: why };
}
