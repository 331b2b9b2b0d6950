import type { Part } from '../look/parts.js';

/** Something on a platform that a part of the repository may be. */
export interface Named {
  name: string;
  /** As set on the platform, '' for the repository's root. */
  rootDirectory: string;
}

/** Whether there are more of its kind. */
export type Place = 'only part' | 'one of several';

/**
 * The one of production whose root directory or name is the part's folder; for an only part the only one there is. What is
 * called staging is never production's.
 */
export function matching<One extends Named>(
  all: readonly One[],
  { directory }: Part,
  part: Place = 'only part',
): One | undefined {
  const folder = directory.split('/').at(-1) ?? '';
  const own = all.filter(({ name }) => !isStaging(name));
  const [only, ...more] = own;
  return (
    own.find(({ rootDirectory }) => rootDirectory === directory) ??
    own.find(({ name }) => name === folder || name.endsWith(`-${folder}`)) ??
    (more.length === 0 && part === 'only part' ? only : undefined)
  );
}

/** The name of a project that is staging's beside production's, where there is one. */
export function stagingOf(all: readonly Named[], production: string): string | undefined {
  const folder = production.split('-').at(-1) ?? production;
  const staging = all.map(({ name }) => name).filter((name) => isStaging(name));
  return (
    staging.find((name) => name === `${production}-staging` || name === `staging-${production}`) ??
    staging.find((name) => name.split(/[-_]/).includes(folder))
  );
}

function isStaging(name: string): boolean {
  return /(^|[-_])(staging|stage)([-_]|$)/.test(name);
}
