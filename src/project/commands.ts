import type { PackageManager, PackageManagerName } from './project.js';

/** The command line that runs a script of package.json. `--` is written only where the manager needs it for arguments. */
export function scriptCommand({ name }: Pick<PackageManager, 'name'>, script: string): string {
  const commands: Record<PackageManagerName, string> = {
    npm: `npm run ${script}`,
    pnpm: `pnpm run ${script}`,
    'yarn-1': `yarn run ${script}`,
    yarn: `yarn run ${script}`,
    bun: `bun run ${script}`,
  };
  return commands[name];
}

/** The command line that installs exactly what the lock file says, and fails when it is out of step. */
export function installCommand({ name }: Pick<PackageManager, 'name'>): string {
  const commands: Record<PackageManagerName, string> = {
    npm: 'npm ci',
    pnpm: 'pnpm install --frozen-lockfile',
    'yarn-1': 'yarn install --frozen-lockfile',
    yarn: 'yarn install --immutable',
    bun: 'bun install --frozen-lockfile',
  };
  return commands[name];
}

/** The command line that runs a program of a dependency, without ever downloading one. */
export function programCommand({ name }: Pick<PackageManager, 'name'>, program: string): string {
  const commands: Record<PackageManagerName, string> = {
    npm: `npx --no-install ${program}`,
    pnpm: `pnpm exec ${program}`,
    'yarn-1': `yarn run --silent ${program}`,
    yarn: `yarn exec ${program}`,
    bun: `bun run ${program}`,
  };
  return commands[name];
}

/** The script that a command line runs; undefined when it runs something else. */
export function scriptIn(command: string): string | undefined {
  const [, script] =
    /^(?:npm|pnpm|yarn|bun)\s+(?:run\s+([\w:.@/-]+)|test)(?:\s|$)/.exec(command.trim()) ?? [];
  return script ?? (/^(npm|pnpm|yarn|bun)\s+test(\s|$)/.test(command.trim()) ? 'test' : undefined);
}
