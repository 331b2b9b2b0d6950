import type { SuiteResult } from '../../src/checks/suite.js';

/** What was found, with the addresses it was found at. */
export interface Result extends SuiteResult {
  targets: Record<string, string>;
  /** Absolute path of the folder with the reports. */
  report: string;
}
