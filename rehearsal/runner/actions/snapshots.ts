import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../process/git.js';

/** Files of commits, written to disk once per run. */
export class Snapshots {
  private readonly gitDirectory: string;
  private readonly folder: string;
  private readonly known = new Map<string, Promise<string>>();

  constructor(gitDirectory: string, folder: string) {
    this.gitDirectory = gitDirectory;
    this.folder = folder;
  }

  /** The folder that holds the files of a commit. @throws Error when the repository has no such commit. */
  at(commit: string): Promise<string> {
    const known = this.known.get(commit) ?? this.write(commit);
    this.known.set(commit, known);
    return known;
  }

  private async write(commit: string): Promise<string> {
    const target = join(this.folder, commit.replace(/[^A-Za-z0-9._-]/g, '_'));
    await mkdir(target, { recursive: true });
    const gitDirectory = await git(['rev-parse', '--absolute-git-dir'], this.gitDirectory);
    // An index of its own keeps the caller's repository as it is.
    const env = { GIT_INDEX_FILE: `${target}.index` };
    const base = [`--git-dir=${gitDirectory}`, `--work-tree=${target}`];
    await git([...base, 'read-tree', commit], target, env);
    await git([...base, 'checkout-index', '--all', '--force'], target, env);
    return target;
  }
}
