import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError } from '../src/errors/errors.js';

const execute = promisify(execFile);
const outputBytes = 64 * 1024 * 1024;

/** Runs git in a repository and returns what it printed. Throws InputError with git's own words. */
export async function git(directory: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await execute('git', args, { cwd: directory, maxBuffer: outputBytes });
    return stdout;
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new InputError(`git ${args[0]} failed in ${directory}: ${said.split('\n')[0] ?? ''}`, {
      fix: 'Run this in a git repository, or name one with --directory.',
      cause,
    });
  }
}

/** The repository's top folder. Throws InputError outside of a repository. */
export async function topOf(directory: string): Promise<string> {
  return (await git(directory, 'rev-parse', '--show-toplevel')).trim();
}

/** The branch that GitHub shows first: what origin says, else `main` or `master` where there is one, else the current one. */
export async function mainBranch(root: string): Promise<string> {
  const ask = async (...args: string[]) => (await git(root, ...args).catch(() => '')).trim();
  const origin = await ask('symbolic-ref', '--short', 'refs/remotes/origin/HEAD');
  if (origin !== '') return origin.replace(/^origin\//, '');
  for (const name of ['main', 'master']) {
    if ((await ask('rev-parse', '--verify', '--quiet', `refs/heads/${name}`)) !== '') return name;
  }
  return (await ask('branch', '--show-current')) || 'main';
}
