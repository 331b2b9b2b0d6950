import { git } from '../process/git.js';
import type { RunRequest } from '../request.js';

/** What to check out: a commit, the local branch it becomes (none: detached), and the ref that points to it. */
export interface CheckoutTarget {
  commit: string;
  branch?: string;
  remoteRef?: string;
}

/**
 * Finds what `ref` means: empty is the run's own commit, else a full ref, a branch, a tag or a commit.
 * @throws Error when the repository has none of them.
 */
export async function findTarget(
  gitDirectory: string,
  ref: string,
  request: RunRequest,
): Promise<CheckoutTarget> {
  if (ref === '' || ref === request.ref) return placed(request.ref, request.sha);
  const candidates = ref.startsWith('refs/')
    ? [ref]
    : [`refs/heads/${ref}`, `refs/remotes/origin/${ref}`, `refs/tags/${ref}`];
  for (const candidate of candidates) {
    const commit = await commitOf(gitDirectory, candidate);
    if (commit) return placed(candidate, commit);
  }
  const commit = /^[0-9a-f]{7,64}$/i.test(ref) ? await commitOf(gitDirectory, ref) : undefined;
  if (commit) return { commit };
  throw new Error(
    `A branch, tag or commit with the name '${ref}' could not be found. Correct the step's 'ref'.`,
  );
}

async function commitOf(gitDirectory: string, ref: string): Promise<string | undefined> {
  return git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], gitDirectory).catch(() => undefined);
}

function placed(ref: string, commit: string): CheckoutTarget {
  const branch = /^refs\/(?:heads|remotes\/origin)\/(.+)$/.exec(ref)?.[1];
  if (branch) return { commit, branch, remoteRef: `refs/remotes/origin/${branch}` };
  const pull = /^refs\/pull\/(.+)$/.exec(ref)?.[1];
  if (pull) return { commit, remoteRef: `refs/remotes/pull/${pull}` };
  return ref.startsWith('refs/tags/') ? { commit, remoteRef: ref } : { commit };
}
