import type { SuiteResult } from '../../src/checks/suite.js';

/** What was found, with the addresses it was found at. */
export interface Result extends SuiteResult {
  targets: Record<string, string>;
  /** Absolute path of the folder with the reports. */
  report: string;
}

/** The outputs that say whether the release holds, and the first cause. */
export function verdictOutputs({ verdict, reason }: Pick<SuiteResult, 'verdict' | 'reason'>) {
  return {
    verdict,
    passed: String(verdict === 'pass'),
    failed: String(verdict === 'fail'),
    reason,
  };
}
