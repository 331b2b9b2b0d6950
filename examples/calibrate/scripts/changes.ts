import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Component } from './components.ts';
import type { Live } from './live.ts';

const execute = promisify(execFile);

/** Whether a release changes a component, and how that is known. */
export interface Change {
  component: Component;
  live: Live;
  changed: boolean;
  because: string;
}

/** What git and Turborepo are asked. */
export interface Repository {
  /** Whether the first commit is in the history of the second one. */
  isAncestor(commit: string, of: string): Promise<boolean>;
  /** Names of the packages that differ between two commits, and of those that depend on one that does. */
  affected(from: string, to: string): Promise<string[]>;
}

/**
 * Compares what is live with a commit. What cannot be compared counts as changed: shipping once too often is safe, once too
 * rarely is not.
 */
export async function changeOf(
  component: Component,
  live: Live,
  commit: string,
  repository: Repository,
): Promise<Change> {
  const told = (changed: boolean, because: string): Change => ({ component, live, changed, because });
  if ('unknown' in live) return told(true, live.unknown);
  if (live.commit === commit) return told(false, 'this commit is live');
  if (!(await repository.isAncestor(live.commit, commit))) {
    return told(true, 'what is live is not in the history of this commit');
  }
  return (await repository.affected(live.commit, commit)).includes(component.package)
    ? told(true, 'it or a package it depends on changed')
    : told(false, 'neither it nor a package it depends on changed');
}

/** The repository that this runs in, asked by git and by Turborepo. It must hold the whole history. */
export const repository: Repository = {
  async isAncestor(commit, of) {
    return execute('git', ['merge-base', '--is-ancestor', commit, of]).then(
      () => true,
      () => false,
    );
  },
  async affected(from, to) {
    const env = { ...process.env, TURBO_SCM_BASE: from, TURBO_SCM_HEAD: to };
    const { stdout } = await execute('turbo', ['ls', '--affected', '--output=json'], { env });
    const { packages }: { packages: { items: { name: string }[] } } = JSON.parse(
      stdout.slice(stdout.indexOf('{')),
    );
    return packages.items.map(({ name }) => name);
  },
};
