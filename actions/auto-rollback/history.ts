import { PlatformError } from '../../src/errors/errors.js';
import { type GitHubClient, mayNotSee } from '../../src/github/client.js';
import { type Freeze, readFreeze } from '../../src/github/freeze.js';
import { readPast, recordedRollbacks } from '../../src/github/releases.js';
import { componentKey, servedOf } from '../../src/release/component.js';
import {
  type Bad,
  lastVerified,
  type PastRelease,
  type PastRollback,
  type ReleasedComponent,
} from '../../src/release/past.js';
import type { Logger } from '../../src/runtime/log.js';
import type { FoundBack, History } from './target.js';

/** What the release records of an environment say. */
export interface Known {
  /** Newest first. */
  past: readonly PastRelease[];
  /** Newest first. */
  rollbacks: readonly (PastRollback & { at: number })[];
  freeze: Freeze | undefined;
  /** Why they could not be read; undefined when they could. */
  unreadable: string | undefined;
  /** Whether there may be records all the same: GitHub did not answer. */
  unanswered?: boolean;
}

/** When enough of the past is read. */
export type Enough = (past: readonly PastRelease[], rollbacks: readonly PastRollback[]) => boolean;

/**
 * Reads the release records as far back as is needed. Without a token, or with one that may not see them, no run has kept
 * any: that is said, and what the run itself knows has to do. GitHub not answering is another matter: `unanswered`.
 */
export async function readKnown(
  github: GitHubClient | undefined,
  environment: string,
  { enough, matters }: { enough: Enough; matters(release: PastRelease): boolean },
  log: Logger,
): Promise<Known> {
  if (!github) return unrecorded('no github-token was given', log);
  try {
    const asked = recordedRollbacks(github, environment);
    const [past, rollbacks, freeze] = await Promise.all([
      readPast(github, environment, { enough: async (read) => enough(read, await asked), matters }),
      asked,
      readFreeze(github, environment),
    ]);
    return { past, rollbacks, freeze, unreadable: undefined };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (mayNotSee(error)) return unrecorded(error.message, log);
    log.warning(
      `The release records could not be read (${error.message}), so what was verified is not known.`,
    );
    return { ...nothingRead, unreadable: error.message, unanswered: true };
  }
}

/** Enough to go back from a release that is at hand: every component of it has somewhere to go. */
export function enoughFor(bad: Bad): { enough: Enough; matters(release: PastRelease): boolean } {
  const keys = new Set(servedOf(bad.components).map(componentKey));
  return {
    enough: (past, rollbacks) => Object.keys(lastVerified(past, rollbacks, bad)).length >= keys.size,
    matters: (release) => servedOf(release.components).some((part) => keys.has(componentKey(part))),
  };
}

/** What the plan needs of the past; `own` are the rollbacks that an earlier attempt of this run recorded, newest first. */
export function historyOf(
  known: Known,
  verified: Readonly<Record<string, ReleasedComponent>>,
  { asked, own = [] }: { asked?: string; own?: readonly PastRollback[] | undefined } = {},
): History {
  const { rollbacks } = known;
  const toVerified = ({ to }: PastRollback, key: string) => to !== null && to === verified[key]?.release;
  return {
    verified,
    restored: restoredBy(rollbacks, toVerified),
    broughtBack: restoredBy(rollbacks, () => true),
    shipped: shippedBy(known.past),
    foundBack: foundBackBy(own, known.past),
    unreadable: known.unreadable,
    ...(known.unanswered ? { unanswered: true } : {}),
    ...(asked === undefined ? {} : { asked }),
  };
}

/** The deployments that rollbacks brought back, by component key, in the rollbacks' order. */
function restoredBy(
  rollbacks: readonly PastRollback[],
  counts: (rollback: PastRollback, key: string) => boolean,
): Record<string, string[]> {
  const restored: Record<string, string[]> = {};
  for (const rollback of rollbacks) {
    for (const [key, deployment] of Object.entries(rollback.restored)) {
      if (counts(rollback, key)) restored[key] = [...(restored[key] ?? []), deployment];
    }
  }
  return restored;
}

/** The deployments that the recorded releases shipped, by component key. */
function shippedBy(past: readonly PastRelease[]): Record<string, string[]> {
  const shipped: Record<string, string[]> = {};
  for (const part of past.flatMap(({ components }) => servedOf(components))) {
    const key = componentKey(part);
    shipped[key] = [...(shipped[key] ?? []), part.deployment];
  }
  return shipped;
}

/** What is live by a run's own rollbacks, by component key. */
function foundBackBy(own: readonly PastRollback[], past: readonly PastRelease[]): Record<string, FoundBack> {
  const found: Record<string, FoundBack> = {};
  for (const { to, restored, commits, assignmentOff } of own) {
    const at = past.find(({ release }) => release === to);
    const release = at && { release: at.release, commit: at.commit };
    for (const [key, live] of Object.entries(restored)) {
      const assignsDomains = !assignmentOff?.includes(key);
      found[key] ??= { live, release, commit: commits?.[key], assignsDomains };
    }
  }
  return found;
}

const nothingRead = { past: [], rollbacks: [], freeze: undefined };

function unrecorded(why: string, log: Logger): Known {
  log.warning(
    `The release records could not be read (${why}); going back means back to what was live before this run.`,
  );
  return { ...nothingRead, unreadable: why };
}
