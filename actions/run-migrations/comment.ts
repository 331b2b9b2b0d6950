import { type RunContext, runUrl } from '../../src/action/context.js';
import type { GitHubClient } from '../../src/github/client.js';
import { keepComment } from '../../src/github/keep-comment.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Result } from './result.js';
import { planMarkdown } from './summary.js';

interface CommentDeps {
  /** Undefined without a token, or when no comment is wanted. */
  github: GitHubClient | undefined;
  context: RunContext;
  log: Logger;
}

/**
 * Keeps the comment on the pull request at what its migrations would do (or did, on its own preview database); does
 * nothing outside a pull request, and for one of a fork, whose token only reads. Each database has a comment of its own,
 * and none is made as long as nothing is pending.
 */
export async function tellPullRequest(
  result: Result,
  database: string,
  { github, context, log }: CommentDeps,
): Promise<void> {
  const { pullRequest } = context;
  if (!github || !pullRequest || pullRequest.fromFork || !isTold(result)) return;
  const markdown = [
    planMarkdown(result),
    `Commit ${pullRequest.headSha.slice(0, 7)}, [the run](${runUrl(context)}) has the details.`,
  ].join('\n\n');
  const kind = database === 'main' ? 'migrations' : `migrations-${database.replace(/[^\w.-]/g, '-')}`;
  await keepComment({ issue: pullRequest.number, kind }, markdown, {
    client: github,
    log,
    create: result.pending.length > 0,
  });
}

/** Only a plan that was read: a status asks less, and the rest changes what a comment would tell of. */
function isTold({ command, status }: Result): boolean {
  return (command === 'plan' || command === 'up') && status !== 'delegated' && status !== 'removed';
}
