import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A user's repository, made from an example: one commit a version. */
export interface Repository {
  directory: string;
  /** Applies a version's patch and commits it on main. Returns the commit. */
  commitVersion(name: string, patch: string | undefined): Promise<string>;
}

/** Commits made in a rehearsal have one author and no signature, whatever the machine's git is set to. */
const identity = [
  '-c',
  'user.name=Rehearsal',
  '-c',
  'user.email=rehearsal@example.invalid',
  '-c',
  'commit.gpgsign=false',
  '-c',
  'core.hooksPath=/dev/null',
];

/**
 * Copies an example without its versions, puts the workflow where GitHub looks for it, and makes a repository of it
 * with nothing committed yet.
 */
export async function makeRepository(
  example: string,
  workflow: string,
  directory: string,
): Promise<Repository> {
  await cp(example, directory, {
    recursive: true,
    filter: (source) => !['versions', 'node_modules'].includes(basename(source)) || source === example,
  });
  await mkdir(join(directory, '.github/workflows'), { recursive: true });
  await cp(workflow, join(directory, '.github/workflows', basename(workflow)));
  const git = (...args: string[]) => execute('git', [...identity, ...args], { cwd: directory });
  await git('init', '--quiet', '--initial-branch=main');
  return {
    directory,
    async commitVersion(name, patch) {
      if (patch) await git('apply', '--whitespace=nowarn', resolve(example, 'versions', patch));
      // A commit always differs, so that a version that only changes a workflow is a release too.
      await writeFile(join(directory, 'VERSION'), `${name}\n`);
      await git('add', '--all');
      await git('commit', '--quiet', `--message=Release ${name}`);
      return (await git('rev-parse', 'HEAD')).stdout.trim();
    },
  };
}
