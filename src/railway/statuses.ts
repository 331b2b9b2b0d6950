/** The phases a deployment goes through before it has ended, each with a deadline of its own. */
export type Phase = 'queue' | 'build' | 'deploy';

/** What a status says to whoever waits for the deployment. */
export type StatusMeaning =
  | { kind: 'under-way'; phase: Phase; note?: string }
  | { kind: 'up' }
  | { kind: 'ended'; as: 'failed' | 'crashed' | 'skipped' | 'superseded' | 'cancelled' }
  | { kind: 'unknown' };

/**
 * All statuses of `DeploymentStatus` in Railway's public schema (August 2026). A superseded good deployment and an
 * aborted build are both REMOVED, so before SUCCESS it means that something else took this deployment's place.
 */
export const statusTable = {
  QUEUED: { kind: 'under-way', phase: 'queue' },
  WAITING: { kind: 'under-way', phase: 'queue', note: 'waiting for GitHub checks' },
  NEEDS_APPROVAL: { kind: 'under-way', phase: 'queue', note: 'somebody must approve it on Railway' },
  INITIALIZING: { kind: 'under-way', phase: 'queue' },
  BUILDING: { kind: 'under-way', phase: 'build' },
  DEPLOYING: { kind: 'under-way', phase: 'deploy' },
  SUCCESS: { kind: 'up' },
  SLEEPING: { kind: 'up' },
  FAILED: { kind: 'ended', as: 'failed' },
  CRASHED: { kind: 'ended', as: 'crashed' },
  SKIPPED: { kind: 'ended', as: 'skipped' },
  REMOVING: { kind: 'ended', as: 'superseded' },
  REMOVED: { kind: 'ended', as: 'superseded' },
} as const satisfies Record<string, StatusMeaning>;

/** What a status means. CANCELED and CANCELLED are not in the schema and have been seen; any other word is `unknown`. */
export function meaningOf(status: string): StatusMeaning {
  const known: Readonly<Record<string, StatusMeaning>> = statusTable;
  if (Object.hasOwn(known, status)) return known[status] ?? { kind: 'unknown' };
  return status.startsWith('CANCEL') ? { kind: 'ended', as: 'cancelled' } : { kind: 'unknown' };
}
