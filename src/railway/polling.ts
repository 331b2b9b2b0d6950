import type { BudgetFacts } from './rate-budget.js';

/** What decides how soon the next look comes. */
export interface PollingView {
  /** The API is on this machine and rations nothing: a rehearsal, where people wait. */
  unrationed: boolean;
  /** Since the wait began, in milliseconds. */
  elapsedMs: number;
  limit: BudgetFacts['limit'];
}

/**
 * Milliseconds until the next look that one wait wants: 2 s at first, then half the time it has waited, up to 5 s on Pro,
 * 15 s on Hobby (and where the plan is unknown) and 20 s on Free: 4 looks a minute after the first. The requests that are
 * left may make it slower (`RateBudget.paceMs`).
 */
export function pollingIntervalMs({ unrationed, elapsedMs, limit }: PollingView): number {
  if (unrationed) return Math.min(50 + elapsedMs / 4, 150);
  const slowest = limit === undefined ? 15_000 : limit >= 5_000 ? 5_000 : limit >= 500 ? 15_000 : 20_000;
  return Math.min(Math.max(elapsedMs / 2, 2_000), slowest);
}
