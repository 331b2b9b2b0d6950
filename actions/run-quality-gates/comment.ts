import { type RunContext, runUrl } from '../../src/action/context.js';
import type { GitHubClient } from '../../src/github/client.js';
import { keepComment } from '../../src/github/keep-comment.js';
import type { Logger } from '../../src/runtime/log.js';
import type { GateResult } from './gate-result.js';
import { gateTable, titleOf } from './report/summary.js';

interface Deps {
  /** Undefined without a token, or when no comment is wanted. */
  github: GitHubClient | undefined;
  context: RunContext;
  log: Logger;
}

/** Keeps the comment on the pull request at what this run found; does nothing outside a pull request. */
export async function tellPullRequest(
  result: { passed: boolean; gates: readonly GateResult[] },
  { github, context, log }: Deps,
): Promise<void> {
  if (!github || !context.pullRequest) return;
  const { number: issue, headSha } = context.pullRequest;
  const markdown = [
    titleOf(result.passed),
    gateTable(result.gates),
    `Commit ${headSha.slice(0, 7)}, [the run](${runUrl(context)}) has the findings.`,
  ].join('\n\n');
  await keepComment({ issue, kind: 'quality-gates' }, markdown, { client: github, log });
}
