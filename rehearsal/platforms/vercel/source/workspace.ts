import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A package manager, by the lock file that gives it away. */
export type Manager = 'npm' | 'pnpm';

/** The folder packages are installed in, which in a monorepo is above the project's Root Directory. */
export interface Workspace {
  directory: string;
  manager: Manager;
  /** Name of its lock file; undefined when there is none. */
  lock: string | undefined;
  /** Whether Turborepo joins its packages. */
  turbo: boolean;
}

const locks: readonly [string, Manager][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['package-lock.json', 'npm'],
];

/** Looks for the lock file nearest to a project, from its Root Directory up to the top of what was uploaded. */
export function findWorkspace(root: string, top: string): Workspace {
  for (let directory = root; ; directory = dirname(directory)) {
    const found = locks.find(([lock]) => existsSync(join(directory, lock)));
    if (found) {
      const [lock, manager] = found;
      return { directory, manager, lock, turbo: existsSync(join(directory, 'turbo.json')) };
    }
    if (directory === top || relative(top, directory).startsWith('..')) break;
  }
  return { directory: root, manager: 'npm', lock: undefined, turbo: false };
}

/** The command that builds a project whose package.json has a script `build`. Turborepo builds what it depends on first. */
export function scriptCommand({ turbo, manager }: Workspace): string {
  return turbo ? 'turbo run build' : `${manager} run build`;
}

/** The command that installs the packages of a workspace, exactly as its lock file says where there is one. */
export function installCommand({ manager, lock }: Workspace): string {
  if (manager === 'pnpm') return 'pnpm install --frozen-lockfile --prefer-offline';
  return `npm ${lock ? 'ci' : 'install'} --include=dev --prefer-offline --no-audit --no-fund`;
}
