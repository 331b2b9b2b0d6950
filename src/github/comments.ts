import { z } from 'zod';
import type { GitHubClient } from './client.js';

const commentSchema = z.object({
  id: z.number(),
  body: z.string().nullish(),
  html_url: z.string(),
  user: z.object({ login: z.string(), type: z.string() }).nullish(),
});

/** A comment on an issue or pull request (REST API 2022-11-28). */
export type GitHubComment = z.infer<typeof commentSchema>;

/** GitHub takes 65,536 characters a comment; some are left for what it counts otherwise. */
const longestBody = 65_000;
const perPage = 100;
/** A pull request with more comments than this gets a second sticky comment rather than a minute of reading. */
const mostPages = 20;

/** The comments of ours that carry a hidden marker, oldest first; pages are followed. */
export async function findComments(
  client: GitHubClient,
  issue: number,
  marker: string,
): Promise<GitHubComment[]> {
  const found: GitHubComment[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const comments = await client.call(
      'list the comments',
      'GET',
      `/issues/${issue}/comments?per_page=${perPage}&page=${page}`,
      z.array(commentSchema),
    );
    found.push(...comments.filter(({ body }) => body?.includes(marker)));
    if (comments.length < perPage) break;
  }
  return (await ours(client, found)).sort((a, b) => a.id - b.id);
}

/** Anybody may write the marker: ours is what an app wrote, or the person whose token this is. */
async function ours(client: GitHubClient, comments: readonly GitHubComment[]): Promise<GitHubComment[]> {
  const byPeople = comments.some(({ user }) => user?.type !== 'Bot');
  const login = byPeople ? await client.login() : undefined;
  return comments.filter(({ user }) => user?.type === 'Bot' || (user && user.login === login));
}

/** Writes a new comment. */
export function createComment(client: GitHubClient, issue: number, body: string): Promise<GitHubComment> {
  return client.call('write a comment', 'POST', `/issues/${issue}/comments`, commentSchema, {
    body: cut(body),
  });
}

/** Replaces a comment's text. */
export function updateComment(client: GitHubClient, id: number, body: string): Promise<GitHubComment> {
  return client.call('update the comment', 'PATCH', `/issues/comments/${id}`, commentSchema, {
    body: cut(body),
  });
}

/** Removes a comment. */
export async function deleteComment(client: GitHubClient, id: number): Promise<void> {
  await client.call('remove the comment', 'DELETE', `/issues/comments/${id}`, z.unknown());
}

function cut(body: string): string {
  if (body.length <= longestBody) return body;
  const kept = body.slice(0, longestBody).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}\n\n… cut here: GitHub takes no longer comments. The job summary has all of it.`;
}
