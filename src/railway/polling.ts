import type { Phase } from './statuses.js';

/** What decides how soon the next look comes. */
export interface PollingView {
  /** The API is on this machine: a rehearsal, where nothing is rationed and people wait. */
  loopback: boolean;
  elapsedMs: number;
  phase: Phase | undefined;
  /** Requests left in this hour, by `X-RateLimit-Remaining`; undefined when the API did not say. */
  remaining: number | undefined;
}

/**
 * Milliseconds until the next look: 1 s at first, 3 s to 15 s later, twice that in the queue, and slower still when few
 * requests are left (Railway allows 100 an hour on the free plan: looking every 5 s would use them up in 8 minutes).
 */
export function pollingIntervalMs({ loopback, elapsedMs, phase, remaining }: PollingView): number {
  if (loopback) return 150;
  const slowest = remaining === undefined ? 0 : remaining < 20 ? 60_000 : remaining < 60 ? 20_000 : 0;
  const base = elapsedMs < 10_000 ? 1_000 : Math.min(15_000, 3_000 + elapsedMs / 60);
  const queued = phase === 'queue' && elapsedMs >= 10_000 ? 2 : 1;
  return Math.max(Math.min(base * queued, 15_000), slowest);
}
