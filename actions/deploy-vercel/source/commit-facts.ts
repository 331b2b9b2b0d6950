import type { RunContext } from '../../../src/action/context.js';
import { runProcess } from '../../../src/process/run-process.js';

/** What Vercel is told about the commit. */
export interface CommitFacts {
  /** As Vercel's `gitMetadata`; undefined tells it nothing. */
  git: Record<string, string> | undefined;
  /** Keys of Vercel's own GitHub integration. */
  meta: Record<string, string>;
}

interface GitDeps {
  env: Record<string, string>;
  signal: AbortSignal;
}

/** Only what git itself says of the commit that is deployed; nothing is made up. */
interface Logged {
  author: string;
  email: string;
  message: string;
}

const longestMessage = 1_000;

/**
 * The commit as GitHub and git name it: the pull request's head, its branch, and author and message where the checkout
 * has that commit. Vercel checks that an author may deploy, so an author is never made up.
 */
export async function commitFacts(
  context: RunContext,
  choice: 'full' | 'none',
  directory: string,
  deps: GitDeps,
): Promise<CommitFacts> {
  if (choice === 'none' || context.commit === '') return { git: undefined, meta: {} };
  const { commit, branch, repository, serverUrl, pullRequest } = context;
  const [owner = '', repo = ''] = repository.split('/');
  const logged = await readLog(commit, directory, deps);
  return {
    git: given({
      commitSha: commit,
      commitRef: branch,
      remoteUrl: repository && `${serverUrl}/${repository}.git`,
      commitAuthorName: logged?.author,
      commitAuthorEmail: logged?.email,
      commitMessage: logged?.message,
    }),
    meta: given({
      githubCommitSha: commit,
      githubCommitRef: branch,
      githubOrg: owner,
      githubRepo: repo,
      githubCommitOrg: owner,
      githubCommitRepo: repo,
      githubDeployment: '1',
      githubPrId: pullRequest && String(pullRequest.number),
      githubCommitAuthorName: logged?.author,
      githubCommitMessage: logged?.message,
    }),
  };
}

/** Undefined without git, without a checkout, and where a shallow one lacks the commit: then it is not known. */
async function readLog(commit: string, directory: string, deps: GitDeps): Promise<Logged | undefined> {
  if (!/^[0-9a-f]{7,64}$/i.test(commit)) return undefined;
  const args = ['-c', 'safe.directory=*', 'log', '-1', '--format=%an%n%ae%n%B', commit];
  const request = {
    command: 'git',
    args,
    cwd: directory,
    env: deps.env,
    timeoutMs: 5_000,
    signal: deps.signal,
  };
  const lines: string[] = [];
  try {
    const { exitCode } = await runProcess({
      ...request,
      onLine: (line, stream) => void (stream === 'stdout' && lines.push(line)),
    });
    if (exitCode !== 0) return undefined;
  } catch {
    return undefined;
  }
  const [author = '', email = '', ...message] = lines;
  return { author, email, message: message.join('\n').trim().slice(0, longestMessage) };
}

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
