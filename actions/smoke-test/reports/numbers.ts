import { percentile, sorted } from '../../../src/checks/statistics/percentiles.js';
import type { SuiteResult } from '../../../src/checks/suite.js';
import type { Verdict } from '../../../src/release/verdict.js';

/** The result in two numbers, over every request of checks that asked many times and over every other check once. */
export interface Numbers {
  /** Share of what was asked that did not hold, 0 to 1; 0 when nothing was asked. */
  errorRate: number;
  /** Exact 95th percentile in milliseconds; undefined when nothing was timed. */
  p95Ms: number | undefined;
}

interface Asked {
  verdict: Verdict;
  durationMs: number | undefined;
}

/** Counts what was made; checks that were left out count for nothing. */
export function numbersOf({ checks }: SuiteResult): Numbers {
  const asked = checks
    .filter(({ skipped }) => !skipped)
    .flatMap(({ samples, ...check }): Asked[] => [...(samples ?? [check])]);
  const bad = asked.filter(({ verdict }) => verdict !== 'pass').length;
  const times = asked.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]));
  return {
    errorRate: asked.length === 0 ? 0 : bad / asked.length,
    p95Ms: times.length === 0 ? undefined : percentile(sorted(times), 95),
  };
}
