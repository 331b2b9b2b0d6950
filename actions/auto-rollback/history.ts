import { PlatformError } from '../../src/errors/errors.js';
import type { GitHubClient } from '../../src/github/client.js';
import { type RollbackRecord, recordedRollbacks, verifiedComponents } from '../../src/github/releases.js';
import type { Component } from '../../src/release/component.js';
import type { Logger } from '../../src/runtime/log.js';
import type { History } from './target.js';

/**
 * Reads what is known of the past of the components that go back. A past that cannot be read is said and does not stop
 * a rollback.
 */
export async function readHistory(
  github: GitHubClient | undefined,
  environment: string,
  components: readonly Component[],
  log: Logger,
): Promise<History> {
  if (!github) return unreadable('no github-token was given', log);
  try {
    const verified = await verifiedComponents(github, environment, components);
    const rollbacks = await recordedRollbacks(github, environment);
    const toVerified = ({ to }: RollbackRecord, key: string) => to !== null && to === verified[key]?.release;
    return {
      verified,
      restored: restoredBy(rollbacks, toVerified),
      broughtBack: restoredBy(rollbacks, () => true),
      unreadable: undefined,
    };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return unreadable(error.message, log);
  }
}

/** The deployments that rollbacks brought back, by component key, in the rollbacks' order. */
function restoredBy(
  rollbacks: readonly RollbackRecord[],
  counts: (rollback: RollbackRecord, key: string) => boolean,
): Record<string, string[]> {
  const restored: Record<string, string[]> = {};
  for (const rollback of rollbacks) {
    for (const [key, deployment] of Object.entries(rollback.restored)) {
      if (counts(rollback, key)) restored[key] = [...(restored[key] ?? []), deployment];
    }
  }
  return restored;
}

function unreadable(why: string, log: Logger): History {
  log.warning(
    `The release records could not be read (${why}); going back means back to what was live before this run.`,
  );
  return { verified: {}, restored: {}, broughtBack: {}, unreadable: why };
}
