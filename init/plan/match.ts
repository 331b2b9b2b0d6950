import type { Part } from '../look/parts.js';

/** Something on a platform that a part of the repository may be. */
export interface Named {
  name: string;
  /** As set on the platform, '' for the repository's root. */
  rootDirectory: string;
}

/** The one whose root directory or name is the part's folder; the only one there is. */
export function matching<One extends Named>(all: readonly One[], { directory }: Part): One | undefined {
  const folder = directory.split('/').at(-1) ?? '';
  const [only, ...more] = all;
  return (
    all.find(({ rootDirectory }) => rootDirectory === directory) ??
    all.find(({ name }) => name === folder || name.endsWith(`-${folder}`)) ??
    (more.length === 0 ? only : undefined)
  );
}
