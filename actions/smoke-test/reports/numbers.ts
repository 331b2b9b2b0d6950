import type { SoakCheckResult, SoakResult } from '../../../src/checks/soak/soak.js';
import { percentile, sorted } from '../../../src/checks/statistics/percentiles.js';
import type { CheckResult, SuiteResult } from '../../../src/checks/suite.js';
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

/**
 * Counts what was made; checks that were left out count for nothing. After a soak its requests count in place of the
 * few before it, and the p95 is that of its slowest check.
 */
export function numbersOf({ checks, soak }: SuiteResult): Numbers {
  if (soak && soak.checks.length > 0) return soakNumbers(soak);
  const asked = checks
    .filter(({ skipped }) => !skipped)
    .flatMap(({ samples, ...check }): Asked[] => [...(samples ?? [answerOf(check)])]);
  const bad = asked.filter(({ verdict }) => verdict !== 'pass').length;
  const times = asked.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]));
  return {
    errorRate: asked.length === 0 ? 0 : bad / asked.length,
    p95Ms: times.length === 0 ? undefined : percentile(sorted(times), 95),
  };
}

/** One answer each: how long the others take says nothing about the service. */
const answering = new Set(['http', 'headers', 'cors', 'redirect']);

function answerOf({ kind, verdict, durationMs }: Omit<CheckResult, 'samples'>): Asked {
  const timed = answering.has(kind) && verdict !== 'error';
  return { verdict, durationMs: timed ? durationMs : undefined };
}

function soakNumbers({ checks }: SoakResult): Numbers {
  const sum = (pick: (counts: SoakCheckResult['counts']) => number) =>
    checks.reduce((total, { counts }) => total + pick(counts), 0);
  const bad = sum(({ fail, error }) => fail + error);
  const told = bad + sum(({ pass }) => pass);
  const slowest = checks.flatMap(({ latency }) => (latency ? [latency.p95] : []));
  return {
    errorRate: told === 0 ? 0 : bad / told,
    p95Ms: slowest.length === 0 ? undefined : Math.max(...slowest),
  };
}
