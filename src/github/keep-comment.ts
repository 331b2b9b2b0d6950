import { PlatformError } from '../errors/errors.js';
import type { Logger } from '../runtime/log.js';
import type { GitHubClient } from './client.js';
import { hasStickyComment, type StickyComment, writeStickyComment } from './sticky-comment.js';

/**
 * Keeps one comment of a kind on a pull request at this text, which one job alone writes. What GitHub refuses is a warning
 * that names the missing permission: a comment is worth having and never worth failing for. Never throws for a refusal.
 * With `create: false` a comment that is not there is not made: what has nothing to tell only corrects what was told.
 */
export async function keepComment(
  comment: StickyComment,
  markdown: string,
  { client, log, create = true }: { client: GitHubClient; log: Logger; create?: boolean },
): Promise<void> {
  const text = { change: () => markdown, holds: (body: string) => body.trim() === markdown.trim() };
  try {
    if (!create && !(await hasStickyComment(comment, client))) return;
    await writeStickyComment(comment, text, client);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(
      `The comment was not written, the summary has all of it: ${error.message} ${error.fix ?? ''}`,
      'GitHub',
    );
  }
}
