import { PlatformError } from '../errors/errors.js';
import type { Logger } from '../runtime/log.js';
import type { GitHubClient } from './client.js';
import { type StickyComment, writeStickyComment } from './sticky-comment.js';

/**
 * Keeps one comment of a kind on a pull request at this text, which one job alone writes. What GitHub refuses is a warning
 * that names the missing permission: a comment is worth having and never worth failing for. Never throws for a refusal.
 */
export async function keepComment(
  comment: StickyComment,
  markdown: string,
  { client, log }: { client: GitHubClient; log: Logger },
): Promise<void> {
  const text = { change: () => markdown, holds: (body: string) => body.trim() === markdown.trim() };
  try {
    await writeStickyComment(comment, text, client);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(
      `The comment was not written, the summary has all of it: ${error.message} ${error.fix ?? ''}`,
      'GitHub',
    );
  }
}
