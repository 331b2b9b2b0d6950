import type { CheckResult, SuiteResult } from '../../../src/checks/suite.js';
import { soakAsChecks } from './soak.js';

/**
 * What was made and did not hold, of the checks and the soak: first what fails the job, then what only warns. Where
 * there is room for a few, these must be the causes.
 */
export function badFirst(result: SuiteResult): CheckResult[] {
  return [...result.checks, ...soakAsChecks(result)]
    .filter(({ verdict, skipped }) => verdict !== 'pass' && !skipped)
    .sort((one, other) => rankOf(one) - rankOf(other));
}

const ranks = { fail: 0, error: 1, inconclusive: 2, pass: 3 } as const;

function rankOf({ verdict, level }: CheckResult): number {
  return ranks[verdict] + (level === 'warn' ? 10 : 0);
}
