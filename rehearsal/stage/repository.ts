import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { RehearsalError } from '../errors.js';
import type { Example } from '../example/index.js';

const execute = promisify(execFile);

/** The files of a version, and where it is committed. */
export interface VersionScript {
  name: string;
  /** Below the example's `versions/`, applied in order. */
  patches: readonly string[];
  branch: string;
  /** The commit whose files it begins from; the branch's own when absent. */
  from?: string | undefined;
}

/** A user's repository, made from an example. */
export interface Repository {
  directory: string;
  /** Commits a version and returns the commit. A branch that is not there yet begins where main is. */
  commit(version: VersionScript): Promise<string>;
  /** The commit a branch or ref is at; undefined when there is none of that name. */
  head(ref: string): Promise<string | undefined>;
  /** Sets a ref, as `refs/tags/v1`. */
  setRef(ref: string, sha: string): Promise<void>;
  /** A commit that merges head into base, as GitHub makes one for a pull request. Throws RehearsalError on a conflict. */
  merge(base: string, head: string, message: string): Promise<string>;
  /** The files of a folder of a commit, written into another folder. */
  extract(sha: string, folder: string, into: string): Promise<void>;
}

/** Commits made in a rehearsal have one author and no signature, whatever the machine's git is set to. */
const identity = [
  ...['-c', 'user.name=Rehearsal'],
  ...['-c', 'user.email=rehearsal@example.invalid'],
  ...['-c', 'commit.gpgsign=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'advice.detachedHead=false'],
];

/** Parts of an example's folder that are about the example, not of its repository. */
const notOfRepository = ['versions', 'rehearsal', 'rehearsal.yml'];

/**
 * Copies an example without its versions and stories, puts the workflows where GitHub looks for them, and makes a
 * repository of it with nothing committed yet.
 */
export async function makeRepository(
  { folder, declaration }: Example,
  workflows: readonly string[],
  directory: string,
): Promise<Repository> {
  const left = notOfRepository.map((name) => join(folder, name));
  await cp(folder, directory, {
    recursive: true,
    filter: (source) => basename(source) !== 'node_modules' && !left.includes(source),
  });
  await mkdir(join(directory, '.github/workflows'), { recursive: true });
  for (const workflow of workflows) {
    await cp(workflow, join(directory, '.github/workflows', basename(workflow)));
  }
  await execute('git', [...identity, 'init', '--quiet', '--initial-branch=main'], { cwd: directory });
  return new GitRepository(directory, join(folder, 'versions'), declaration.branches);
}

class GitRepository implements Repository {
  readonly directory: string;
  readonly #versions: string;
  readonly #branches: readonly string[];

  constructor(directory: string, versions: string, branches: readonly string[]) {
    this.directory = directory;
    this.#versions = versions;
    this.#branches = branches;
  }

  async commit({ name, patches, branch, from }: VersionScript): Promise<string> {
    if (await this.head('HEAD')) await this.#enter(branch, from);
    for (const patch of patches) await this.#apply(name, patch);
    await this.#git('add', '--all');
    // A release is a commit of its own even when it changes no file.
    await this.#git('commit', '--quiet', '--allow-empty', `--message=Release ${name}`);
    const sha = (await this.head('HEAD')) ?? '';
    for (const other of this.#branches) {
      if (!(await this.head(`refs/heads/${other}`))) await this.setRef(`refs/heads/${other}`, sha);
    }
    return sha;
  }

  async head(ref: string): Promise<string | undefined> {
    return this.#git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => undefined);
  }

  async setRef(ref: string, sha: string): Promise<void> {
    await this.#git('update-ref', ref, sha);
  }

  async merge(base: string, head: string, message: string): Promise<string> {
    const tree = await this.#git('merge-tree', '--write-tree', base, head).catch(() => {
      throw new RehearsalError(
        `The pull request cannot be merged: ${head.slice(0, 7)} and ${base.slice(0, 7)} change the same lines.`,
        'Correct the patches of the story, so that the branch can be merged into its base.',
      );
    });
    return this.#git('commit-tree', tree, '-p', base, '-p', head, '-m', message);
  }

  async extract(sha: string, folder: string, into: string): Promise<void> {
    await mkdir(into, { recursive: true });
    const inside = folder.replace(/^\.?\/?/, '').replace(/\/$/, '');
    const tar = `${into}.tar`;
    await this.#git('archive', `--output=${tar}`, inside === '' ? sha : `${sha}:${inside}`);
    await execute('tar', ['-xf', tar, '-C', into]);
  }

  /** Goes to a branch as it is, or as a commit was. */
  async #enter(branch: string, from: string | undefined): Promise<void> {
    const known = await this.head(`refs/heads/${branch}`);
    // Refs may have moved under the files that are checked out.
    if (known) await this.#git('checkout', '--quiet', '--force', branch);
    else await this.#git('checkout', '--quiet', '--force', '-B', branch, 'refs/heads/main');
    await this.#git('reset', '--quiet', '--hard');
    if (from === undefined) return;
    await this.#git('rm', '-r', '--quiet', '--force', '.');
    await this.#git('checkout', '--quiet', from, '--', '.');
  }

  async #apply(name: string, patch: string): Promise<void> {
    await this.#git('apply', '--whitespace=nowarn', resolve(this.#versions, patch)).catch(
      (cause: unknown) => {
        const said =
          cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
        throw new RehearsalError(
          `versions/${patch} does not apply for ${name}: ${said}`,
          'Make the patch anew with "git diff" in a repository that holds the release before it.',
        );
      },
    );
  }

  async #git(...args: string[]): Promise<string> {
    const { stdout } = await execute('git', [...identity, ...args], { cwd: this.directory });
    return stdout.trim();
  }
}
