import { type Clock, systemClock } from '../../runtime/clock.js';
import { RecordingLogger } from '../../runtime/log.js';
import type { SuiteDeps, SuiteRun } from '../run-settings.js';
import { runSuite } from '../run-suite.js';
import { type SuiteResult, suiteSchema } from '../suite.js';

/** Waiting passes at once; only the clock knows. */
export class JumpingClock implements Clock {
  time = Date.now();
  now(): number {
    return this.time;
  }
  sleep(ms: number): Promise<void> {
    this.time += ms;
    return Promise.resolve();
  }
}

/** Runs a suite for a test: no retries and a version time-out of 20 s unless it says otherwise, at one target named `web`. */
export function check(
  suite: unknown,
  url: string,
  { run = {}, deps = {} }: { run?: Partial<SuiteRun>; deps?: Partial<SuiteDeps> } = {},
): Promise<SuiteResult> {
  return runSuite(
    {
      suite: suiteSchema.parse(suite),
      targets: { web: url },
      versionTimeoutMs: 20_000,
      retries: 0,
      ...run,
    },
    { clock: systemClock, log: new RecordingLogger(), signal: new AbortController().signal, ...deps },
  );
}
