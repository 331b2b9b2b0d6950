import { type RunContext, runUrl } from '../../src/action/context.js';
import { CancelledError } from '../../src/errors/errors.js';
import {
  type CheckRunAnnotation,
  type CheckRunEnd,
  endCheckRun,
  startCheckRun,
} from '../../src/github/check-runs.js';
import { GitHubClient } from '../../src/github/client.js';
import type { Http } from '../../src/http/client.js';
import { badFirst } from './reports/order.js';
import { summaryOf } from './reports/summary.js';
import type { Result } from './result.js';
import { lineOf, type Place } from './showing.js';

const conclusions = {
  pass: 'success',
  fail: 'failure',
  error: 'failure',
  inconclusive: 'neutral',
} as const;

/** A check run of the commit on GitHub: news, which no verdict waits for. */
export function checkRunOf(token: string, deps: { http: Http; context: RunContext }): Place {
  const { apiUrl, repository, commit } = deps.context;
  const client = new GitHubClient({ http: deps.http, apiUrl, token, repository });
  return {
    name: 'check run',
    required: false,
    begin: async () => {
      const run = { name: 'Smoke test', commit, detailsUrl: runUrl(deps.context) };
      const id = await startCheckRun(client, run);
      return (ended) =>
        endCheckRun(client, id, 'result' in ended ? endOf(ended.result) : endedBy(ended.error));
    },
  };
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
  return {
    conclusion: error instanceof CancelledError ? 'cancelled' : 'failure',
    title: lineOf(error).slice(0, 250),
    summary: 'The log of the job has the cause.',
    annotations: [],
  };
}

function annotationsOf(result: Result): CheckRunAnnotation[] {
  return badFirst(result).flatMap(({ name, target, verdict, level, reason, place }) => {
    if (!place || place.file.startsWith('the input')) return [];
    const failure = verdict !== 'inconclusive' && level === 'block';
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
