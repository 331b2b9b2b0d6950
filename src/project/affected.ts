import type { Package, Project } from './project.js';

/** Files that no package is built or tested from. */
const harmless = /\.(md|mdx|txt)$|^docs\/|^\.github\/|^\.vscode\/|^LICENSE|(^|\/)(\.gitignore|CODEOWNERS)$/i;

/**
 * The workspaces that a change touches: those with a changed file, and those that depend on one of them, however far. A
 * file of no workspace (the lock file, a shared configuration) touches all of them. `changed` is relative to the
 * project's root, with `/`.
 */
export function affectedPackages(
  { packages }: Pick<Project, 'packages'>,
  changed: readonly string[],
): { packages: Package[]; because: string } {
  const workspaces = packages.filter(({ directory }) => directory !== '');
  const owners = changed.map((path) => ({ path, owner: ownerOf(path, workspaces) }));
  const shared = owners.find(({ path, owner }) => !owner && !harmless.test(path));
  if (shared)
    return {
      packages: workspaces,
      because: `${shared.path} belongs to no package, so all of them are affected`,
    };
  const affected = new Set(owners.flatMap(({ owner }) => owner ?? []));
  const direct = affected.size;
  for (let before = -1; before < affected.size; ) {
    before = affected.size;
    for (const one of workspaces) {
      if (one.dependencies.some((name) => [...affected].some((other) => other.name === name)))
        affected.add(one);
    }
  }
  return {
    packages: workspaces.filter((one) => affected.has(one)),
    because: `${direct} of ${workspaces.length} packages changed, ${affected.size - direct} more depend on them`,
  };
}

/** Workspaces may stand in one another: the innermost has the file. */
function ownerOf(path: string, workspaces: readonly Package[]): Package | undefined {
  const holding = workspaces.filter(({ directory }) => path.startsWith(`${directory}/`));
  return holding.sort((a, b) => b.directory.length - a.directory.length)[0];
}
