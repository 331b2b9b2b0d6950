import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { GitHubClient } from './client.js';

const refSchema = z.object({ object: z.object({ sha: z.string() }) });
const commitSchema = z.object({ sha: z.string(), tree: z.object({ sha: z.string() }).optional() });
const fullCommitSchema = z.object({
  sha: z.string(),
  commit: z.object({ tree: z.object({ sha: z.string() }) }),
});
const pullSchema = z.object({ number: z.number(), html_url: z.string() });

/** What to take back in the code. */
export interface Revert {
  /** Branch that the bad commit is at the head of. */
  branch: string;
  bad: string;
  /** Commit whose content comes back. */
  good: string;
  title: string;
  body: string;
}

/**
 * Opens a pull request that brings the content of the good commit back on top of the bad one, once: its branch is named
 * after both. Nothing is merged. Undefined when the branch has moved on since, for then the revert would take back what
 * others did. Throws PlatformError (`contents: write` and `pull-requests: write` are needed).
 */
export async function openRevert(client: GitHubClient, revert: Revert): Promise<string | undefined> {
  const { branch, bad, good, title, body } = revert;
  const head = await client.call('read the branch', 'GET', `/git/ref/heads/${encodeRef(branch)}`, refSchema);
  if (head.object.sha !== bad) return undefined;
  const { commit } = await client.call('read the good commit', 'GET', `/commits/${good}`, fullCommitSchema);
  const name = `revert-${bad.slice(0, 7)}-to-${good.slice(0, 7)}`;
  const message = `${title}\n\n${body}`;
  const made = await client.call('write the revert', 'POST', '/git/commits', commitSchema, {
    ...{ message, tree: commit.tree.sha, parents: [bad] },
  });
  await createBranch(client, name, made.sha);
  const open = await findPull(client, name);
  const json = { title, body, head: name, base: branch };
  return open ?? (await client.call('open the pull request', 'POST', '/pulls', pullSchema, json)).html_url;
}

/** 422 = the branch is there: an earlier run made it. */
async function createBranch(client: GitHubClient, name: string, sha: string): Promise<void> {
  try {
    await client.call('make the branch', 'POST', '/git/refs', z.unknown(), {
      ref: `refs/heads/${name}`,
      sha,
    });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.status !== 422) throw error;
  }
}

async function findPull(client: GitHubClient, name: string): Promise<string | undefined> {
  const query = new URLSearchParams({ state: 'open', per_page: '100' });
  const pulls = await client.call(
    'look for the pull request',
    'GET',
    `/pulls?${query}`,
    z.array(pullSchema.extend({ head: z.object({ ref: z.string() }) })),
  );
  return pulls.find(({ head }) => head.ref === name)?.html_url;
}

function encodeRef(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/');
}
