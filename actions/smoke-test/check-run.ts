import { type RunContext, runUrl } from '../../src/action/context.js';
import { CancelledError, ExpectedError } from '../../src/errors/errors.js';
import { type CheckRunAnnotation, createCheckRun } from '../../src/github/check-runs.js';
import { GitHubClient } from '../../src/github/client.js';
import type { Http } from '../../src/http/client.js';
import type { Logger } from '../../src/runtime/log.js';
import { summaryOf } from './reports/summary.js';
import type { Result } from './result.js';

const conclusions = {
  pass: 'success',
  fail: 'failure',
  error: 'failure',
  inconclusive: 'neutral',
} as const;

/** Writes the result as a check run of the commit. What GitHub refuses is told and changes no verdict. Throws CancelledError. */
export async function writeCheckRun(
  result: Result,
  token: string,
  { http, context, log }: { http: Http; context: RunContext; log: Logger },
): Promise<void> {
  const { apiUrl, repository, commit } = context;
  try {
    const url = await createCheckRun(new GitHubClient({ http, apiUrl, token, repository }), {
      name: 'Smoke test',
      commit,
      conclusion: conclusions[result.verdict],
      title: `${result.verdict}: ${result.reason}`.slice(0, 250),
      summary: summaryOf(result),
      detailsUrl: runUrl(context),
      annotations: annotationsOf(result),
    });
    log.info(`Check run: ${url}`);
  } catch (error) {
    if (!(error instanceof ExpectedError) || error instanceof CancelledError) throw error;
    log.warning(`The check run could not be written: ${error.message} ${error.fix ?? ''}`.trim());
  }
}

function annotationsOf({ checks }: Result): CheckRunAnnotation[] {
  return checks.flatMap(({ name, target, verdict, skipped, level, reason, place }) => {
    if (verdict === 'pass' || skipped || !place || place.file.startsWith('the input')) return [];
    const failure = verdict === 'fail' && level === 'block';
    return [
      {
        path: place.file.replace(/^\.\//, ''),
        line: place.line,
        level: failure ? ('failure' as const) : ('warning' as const),
        title: `Smoke test: ${name}`,
        message: `${target}: ${reason}`,
      },
    ];
  });
}
