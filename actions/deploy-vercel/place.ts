import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunContext } from '../../src/action/context.js';
import { InputError } from '../../src/errors/errors.js';
import { doubledRoot, missingDirectory, missingRoot } from './messages.js';

/**
 * Checks that the directory and, in it, the project's root directory are there. Throws InputError: Vercel would only say so
 * after the upload, and for a doubled path in words that do not name it.
 */
export function checkDirectory(directory: string, rootDirectory: string): void {
  if (!isDirectory(directory)) throw asInputError(missingDirectory(directory));
  if (rootDirectory === '' || isDirectory(join(directory, rootDirectory))) return;
  const doubled = directory.replaceAll('\\', '/').replace(/\/+$/, '').endsWith(`/${rootDirectory}`);
  throw asInputError((doubled ? doubledRoot : missingRoot)(directory, rootDirectory));
}

/** What Vercel shows as the commit's origin; keys are those of Vercel's own GitHub integration. No author is made up. */
export function commitFacts(context: RunContext): {
  git: { commitSha?: string; commitRef?: string; remoteUrl?: string };
  meta: Record<string, string>;
} {
  const { sha, refName, repository, serverUrl } = context;
  const [owner = '', repo = ''] = repository.split('/');
  return {
    git: kept({
      commitSha: sha,
      commitRef: refName,
      remoteUrl: repository && `${serverUrl}/${repository}.git`,
    }),
    meta: kept({
      githubCommitSha: sha,
      githubCommitRef: refName,
      githubOrg: owner,
      githubRepo: repo,
      githubCommitOrg: owner,
      githubCommitRepo: repo,
      githubDeployment: '1',
    }),
  };
}

function kept<Key extends string>(
  values: Record<Key, string>,
): Partial<Record<Key, string>> & Record<string, string> {
  return Object.fromEntries(Object.entries<string>(values).filter(([, value]) => value !== '')) as Record<
    Key,
    string
  >;
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function asInputError({ message, fix }: { message: string; fix: string }): InputError {
  return new InputError(message, { fix });
}
