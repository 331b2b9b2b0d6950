import { runSuite } from '../../src/checks/run-suite.js';
import type { SuiteResult } from '../../src/checks/suite.js';
import type { Clock } from '../../src/runtime/clock.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Inputs } from './inputs.js';
import { gatherSuite } from './suite.js';

/** What the smoke test works with. */
export interface Deps {
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

/** What was found, with the addresses it was found at. */
export interface Result extends SuiteResult {
  targets: Record<string, string>;
}

/** Proves which version answers, then makes all checks. Throws InputError when the suite cannot be used. */
export async function main(inputs: Inputs, { clock, log, signal }: Deps): Promise<Result> {
  const suite = await gatherSuite(inputs);
  const found = await runSuite(
    {
      suite,
      targets: inputs.targets,
      ...(inputs.expectVersion === undefined ? {} : { expectVersion: inputs.expectVersion }),
      versionTimeoutMs: inputs.versionTimeoutMs,
      consecutive: inputs.consecutive,
    },
    {
      clock,
      log,
      signal,
      ...(inputs.protectionBypass === undefined
        ? {}
        : { headers: { 'x-vercel-protection-bypass': inputs.protectionBypass } }),
    },
  );
  tell(found, log);
  return { ...found, targets: inputs.targets };
}

function tell({ version, checks }: SuiteResult, log: Logger): void {
  for (const part of version) {
    log.info(
      `${part.verdict}: version of ${part.target}: ${part.seen.join(', ')} (${formatDuration(part.durationMs)})`,
    );
  }
  for (const check of checks) {
    const again = check.attempts > 1 ? `, attempt ${check.attempts}` : '';
    const why = check.reason ? `: ${check.reason}` : '';
    log.info(
      `${check.verdict}: ${check.target}: ${check.name} (${formatDuration(check.durationMs)}${again})${why}`,
    );
  }
}
