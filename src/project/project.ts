/** JavaScript package managers. Yarn 1 and the later ones differ in nearly every command. */
export type PackageManagerName = 'npm' | 'pnpm' | 'yarn-1' | 'yarn' | 'bun';

/** The package manager of a repository. */
export interface PackageManager {
  name: PackageManagerName;
  /** As `packageManager` in package.json pins it; undefined when only a lock file tells. */
  version: string | undefined;
  /** Lock file, relative to the root; undefined when there is none. */
  lockFile: string | undefined;
  /** What told: `packageManager in package.json`, `pnpm-lock.yaml`, … */
  because: string;
}

/** One `package.json`. */
export interface Package {
  /** Relative to the root, '' for the root itself, with `/`. */
  directory: string;
  /** '' when it has none. */
  name: string;
  scripts: Readonly<Record<string, string>>;
  /** Names of all packages it depends on, of every kind. */
  dependencies: readonly string[];
}

/** How a Python project's tools are run. */
export interface Python {
  runner: 'poetry' | 'uv' | 'pip';
  /** Words put before a tool: `poetry run`, `uv run`; empty for pip. */
  prefix: readonly string[];
  because: string;
  /** Relative to the root; '' for the root itself. */
  directory: string;
  /** Names of the packages that its files name, in lower case. */
  dependencies: readonly string[];
}

/** What a repository (or a folder of it) is made of. */
export interface Project {
  /** Absolute. */
  root: string;
  packageManager: PackageManager | undefined;
  /** The root's first, then its workspaces; empty without a package.json. */
  packages: readonly Package[];
  /** What runs tasks over the workspaces. */
  monorepo: 'turborepo' | 'nx' | 'workspaces' | undefined;
  python: Python | undefined;
}
