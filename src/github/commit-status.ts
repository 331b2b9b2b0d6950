import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { GitHubClient } from './client.js';

/** What is shown beside a commit. */
export interface CommitStatus {
  state: 'success' | 'failure' | 'error' | 'pending';
  /** Names it among the commit's statuses: `release / production`. */
  context: string;
  description: string;
  url: string;
}

/**
 * Sets a commit's status; the newest of a context is what is shown, so that one whose answer was lost is set again. Throws
 * PlatformError (`statuses: write` is needed).
 */
export async function setCommitStatus(
  client: GitHubClient,
  commit: string,
  { state, context, description, url }: CommitStatus,
): Promise<void> {
  const json = {
    state,
    context,
    description: description.replace(/\s+/g, ' ').slice(0, 140),
    target_url: url,
  };
  const set = () =>
    client.call('set the status of the commit', 'POST', `/statuses/${commit}`, z.unknown(), json);
  try {
    await set();
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    await set();
  }
}
