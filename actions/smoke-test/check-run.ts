import { type RunContext, runUrl } from '../../src/action/context.js';
import type { Run } from '../../src/action/run-action.js';
import { CancelledError, ExpectedError } from '../../src/errors/errors.js';
import {
  type CheckRunAnnotation,
  type CheckRunEnd,
  endCheckRun,
  startCheckRun,
} from '../../src/github/check-runs.js';
import { GitHubClient } from '../../src/github/client.js';
import type { Http } from '../../src/http/client.js';
import type { Logger } from '../../src/runtime/log.js';
import { badFirst } from './reports/order.js';
import { summaryOf } from './reports/summary.js';
import type { Result } from './result.js';

/** What a check run is written with. */
export interface CheckRunDeps {
  http: Http;
  context: RunContext;
  log: Logger;
  onCancel: Run['onCancel'];
}

const conclusions = {
  pass: 'success',
  fail: 'failure',
  error: 'failure',
  inconclusive: 'neutral',
} as const;

/**
 * Does the work while a check run of the commit shows it, and ends the check run with its result, also when the work
 * throws or is cancelled: one that never ends would hold up whoever waits for it. What GitHub refuses is told and
 * changes no verdict. Throws what the work throws.
 */
export async function withCheckRun(
  token: string | undefined,
  deps: CheckRunDeps,
  work: () => Promise<Result>,
): Promise<Result> {
  if (token === undefined) return work();
  const { apiUrl, repository, commit } = deps.context;
  const client = new GitHubClient({ http: deps.http, apiUrl, token, repository });
  const run = { name: 'Smoke test', commit, detailsUrl: runUrl(deps.context) };
  const id = await unlessRefused(() => startCheckRun(client, run), deps.log);
  if (id === undefined) return work();
  const end = (ended: CheckRunEnd) => endCheckRun(client, id, ended);
  const done = deps.onCancel('end the check run', () => end(endedBy(new CancelledError())));
  try {
    const result = await work();
    const url = await unlessRefused(() => end(endOf(result)), deps.log);
    if (url) deps.log.info(`Check run: ${url}`);
    done();
    return result;
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      await unlessRefused(() => end(endedBy(error)), deps.log);
      done();
    }
    throw error;
  }
}

function endOf(result: Result): CheckRunEnd {
  return {
    conclusion: conclusions[result.verdict],
    title: `${result.verdict}: ${result.reason}`.slice(0, 250),
    summary: summaryOf(result),
    annotations: annotationsOf(result),
  };
}

function endedBy(error: unknown): CheckRunEnd {
  const conclusion = error instanceof CancelledError ? 'cancelled' : 'failure';
  const title = error instanceof ExpectedError ? (error.message.split('\n')[0] ?? '') : 'it did not finish';
  return {
    conclusion,
    title: title.slice(0, 250),
    summary: 'The log of the job has the cause.',
    annotations: [],
  };
}

async function unlessRefused<Value>(work: () => Promise<Value>, log: Logger): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExpectedError) || error instanceof CancelledError) throw error;
    log.warning(`The check run could not be written: ${error.message} ${error.fix ?? ''}`.trim());
    return undefined;
  }
}

function annotationsOf(result: Result): CheckRunAnnotation[] {
  return badFirst(result).flatMap(({ name, target, verdict, level, reason, place }) => {
    if (!place || place.file.startsWith('the input')) return [];
    const failure = verdict === 'fail' && level === 'block';
    return [
      {
        path: place.file,
        line: place.line,
        level: failure ? ('failure' as const) : ('warning' as const),
        title: `Smoke test: ${name}`,
        message: `${target}: ${reason}`,
      },
    ];
  });
}
