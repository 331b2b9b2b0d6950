import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { GitHubClient } from './client.js';

const issueSchema = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  html_url: z.string(),
  user: z.object({ login: z.string(), type: z.string() }).nullish(),
  pull_request: z.unknown().optional(),
});

/** An issue (REST API 2022-11-28). */
export type GitHubIssue = z.infer<typeof issueSchema>;

/** What an issue says; `key` makes it the only one of its kind. */
export interface KeptIssue {
  /** Stands hidden in the body: `incident production 42.1`. */
  key: string;
  title: string;
  body: string;
  label: string;
  /** `open` takes a closed one as done: the next is a new issue. */
  among?: 'all' | 'open';
}

const longestBody = 65_000;
const pages = 3;

/**
 * Opens an issue once: one that bears the key is found again, open or closed unless `among` says otherwise, among the
 * newest of its label. Returns it and whether it is new. Throws PlatformError when GitHub refuses (`issues: write` is needed).
 */
export async function openIssueOnce(
  client: GitHubClient,
  issue: KeptIssue,
): Promise<{ issue: GitHubIssue; isNew: boolean }> {
  const there = await findIssue(client, issue);
  if (there) return { issue: there, isNew: false };
  const json = { title: issue.title.slice(0, 250), body: bodyOf(issue), labels: [issue.label] };
  try {
    return { issue: await client.call('open an issue', 'POST', '/issues', issueSchema, json), isNew: true };
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    // The answer was lost: look before it is opened a second time.
    const opened = await findIssue(client, issue);
    if (opened) return { issue: opened, isNew: true };
    return { issue: await client.call('open an issue', 'POST', '/issues', issueSchema, json), isNew: true };
  }
}

/** Adds a comment to an issue. Throws PlatformError when GitHub refuses. */
export async function commentOnIssue(client: GitHubClient, number: number, body: string): Promise<void> {
  const json = { body: body.slice(0, longestBody) };
  await client.call('comment on the issue', 'POST', `/issues/${number}/comments`, z.unknown(), json);
}

/** Closes an issue as completed. Throws PlatformError when GitHub refuses. */
export async function closeIssue(client: GitHubClient, number: number): Promise<void> {
  const json = { state: 'closed', state_reason: 'completed' };
  await client.call('close the issue', 'PATCH', `/issues/${number}`, z.unknown(), json);
}

/** The issue that bears the key; undefined when there is none among the newest of its label. */
export async function findIssue(
  client: GitHubClient,
  { key, label, among = 'all' }: Pick<KeptIssue, 'key' | 'label' | 'among'>,
): Promise<GitHubIssue | undefined> {
  for (let page = 1; page <= pages; page += 1) {
    const query = new URLSearchParams({ state: among, labels: label, per_page: '100', page: String(page) });
    const issues = await client.call('look for the issue', 'GET', `/issues?${query}`, z.array(issueSchema));
    const found = issues.find(
      (issue) => issue.pull_request === undefined && issue.body?.includes(markerOf(key)),
    );
    if (found) return found;
    if (issues.length < 100) break;
  }
  return undefined;
}

function bodyOf({ key, body }: KeptIssue): string {
  return `${body.slice(0, longestBody)}\n\n${markerOf(key)}\n`;
}

function markerOf(key: string): string {
  return `<!-- deploy-actions: ${key} -->`;
}
