import { PlatformError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import type { GitHubClient } from './client.js';
import { createComment, deleteComment, findComments, type GitHubComment, updateComment } from './comments.js';

/** Which comment on which pull request. */
export interface StickyComment {
  issue: number;
  /** Tells the suite's comments apart: `deployments`, `migrations`, … One comment of each kind on a pull request. */
  kind: string;
}

/** How the text is made, and how to tell that it is there. */
export interface StickyText {
  /** Makes the new text out of the present one ('' when there is none); it may be called several times. */
  change(body: string): string;
  /** Whether a text still says what was written. */
  holds(body: string): boolean;
}

const tries = 4;

/** Whether the pull request has this comment. Throws PlatformError when GitHub refuses. */
export async function hasStickyComment(
  { issue, kind }: StickyComment,
  client: GitHubClient,
): Promise<boolean> {
  return (await oldest(client, issue, markerOf(kind))) !== undefined;
}

/** Writes one comment that is updated in place. Throws PlatformError when GitHub refuses. */
export async function writeStickyComment(
  { issue, kind }: StickyComment,
  text: StickyText,
  client: GitHubClient,
): Promise<void> {
  const marker = markerOf(kind);
  const known = await oldest(client, issue, marker);
  const changed = ({ body }: { body?: string | null | undefined }) =>
    `${marker}\n${text.change(withoutMarker(body ?? '', marker))}`;
  if (known) return void (await updateComment(client, known.id, changed(known)));
  const first = await createAlone(client, issue, marker, changed({}));
  if (first) await updateComment(client, first.id, changed(first));
}

/**
 * Looks a while later whether the comment still says it, and writes it again if not. Other jobs write the same comment and
 * GitHub has no compare-and-swap: one that read before we wrote overwrites us, and has done so once the pause is over.
 * Throws PlatformError when GitHub refuses.
 */
export async function confirmStickyComment(
  comment: StickyComment,
  text: StickyText,
  { client, clock }: { client: GitHubClient; clock: Clock },
): Promise<void> {
  const marker = markerOf(comment.kind);
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const pause = (client.loopback ? 150 : 1_500) * (1 + Math.random());
    await clock.sleep(pause, new AbortController().signal);
    const now = await oldest(client, comment.issue, marker);
    if (now && text.holds(withoutMarker(now.body ?? '', marker))) return;
    await writeStickyComment(comment, text, client);
  }
}

/**
 * Two jobs may create the comment at once: the older one stays. Returns it when it is not ours; ours is removed then and
 * our text has to go into the other.
 */
async function createAlone(
  client: GitHubClient,
  issue: number,
  marker: string,
  body: string,
): Promise<GitHubComment | undefined> {
  const created = await createOnce(client, issue, marker, body);
  const first = await oldest(client, issue, marker);
  if (!first || first.id === created.id) return undefined;
  await deleteComment(client, created.id);
  return first;
}

/** A lost answer is looked up before anything is written again: a pull request gets one comment. */
async function createOnce(
  client: GitHubClient,
  issue: number,
  marker: string,
  body: string,
): Promise<GitHubComment> {
  try {
    return await createComment(client, issue, body);
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    return (await oldest(client, issue, marker)) ?? createComment(client, issue, body);
  }
}

async function oldest(
  client: GitHubClient,
  issue: number,
  marker: string,
): Promise<GitHubComment | undefined> {
  return (await findComments(client, issue, marker))[0];
}

function markerOf(kind: string): string {
  return `<!-- deploy-actions:${kind} -->`;
}

function withoutMarker(body: string, marker: string): string {
  return body.replace(marker, '').replace(/^\s*\n/, '');
}
