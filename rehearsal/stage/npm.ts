import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { RehearsalError } from '../errors.js';

const execute = promisify(execFile);

/**
 * The npm settings every process of a rehearsal gets: one package cache inside the project, so that installing in each
 * job and each build is as quick as on a runner with a warm cache, and nothing is asked of the network again.
 */
export async function npmEnvironment(root: string): Promise<Record<string, string>> {
  const get = async (key: string) =>
    (await execute('npm', ['config', 'get', key], { cwd: root })).stdout.trim();
  const [registry, cafile] = await Promise.all([get('registry'), get('cafile')]);
  return {
    npm_config_cache: join(root, '.cache/npm'),
    npm_config_store_dir: join(root, '.cache/pnpm-store'),
    npm_config_cache_dir: join(root, '.cache/pnpm-metadata'),
    // Otherwise pnpm fetches the version that "packageManager" names and hands over to it.
    npm_config_manage_package_manager_versions: 'false',
    npm_config_registry: registry,
    ...(cafile && cafile !== 'null' ? { npm_config_cafile: cafile } : {}),
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}

/** What is fetched by a lock file of each kind, and the files that say it. */
const managers = [
  { lock: 'package-lock.json', others: ['package.json'], command: ['npm', 'ci', '--ignore-scripts'] },
  {
    lock: 'pnpm-lock.yaml',
    // A patched dependency is part of what the lock file names.
    others: ['package.json', 'pnpm-workspace.yaml', '.npmrc', 'patches'],
    command: ['pnpm', 'fetch', '--ignore-scripts'],
  },
] as const;

/** What warming needs to know. */
export interface WarmRequest {
  root: string;
  /** The example's folder, and the folders in it that may hold a lock file. */
  example: string;
  folders: readonly string[];
  npm: Record<string, string>;
  /** Folders of programs that were installed for the example: pnpm is looked for there first. */
  programs: readonly string[];
  say(line: string): void;
}

/**
 * Fills the package caches with what the example's lock files name; once for each state of them. Says so when it does.
 * Throws RehearsalError when a lock file's program is not there or cannot fetch.
 */
export async function warmPackageCache(request: WarmRequest): Promise<void> {
  for (const folder of request.folders) {
    for (const manager of managers) {
      if (existsSync(join(request.example, folder, manager.lock))) await warm(request, folder, manager);
    }
  }
}

async function warm(
  { root, example, npm, programs, say }: WarmRequest,
  folder: string,
  { lock, others, command }: (typeof managers)[number],
): Promise<void> {
  const digest = createHash('sha256')
    .update(await readFile(join(example, folder, lock)))
    .digest('hex')
    .slice(0, 16);
  const stamp = join(root, '.cache/warm', digest);
  if (existsSync(stamp)) return;
  say(`Fetching the packages of ${folder} into the rehearsal's cache, once for each lock file …`);
  const scratch = await mkdtemp(join(tmpdir(), 'rehearsal-packages-'));
  try {
    for (const name of [lock, ...others]) {
      const source = join(example, folder, name);
      if (existsSync(source)) await cp(source, join(scratch, name), { recursive: true });
    }
    const [program, ...args] = command;
    const env = { ...process.env, ...npm, PATH: [...programs, process.env.PATH].join(delimiter) };
    const fetch = (more: Record<string, string>) =>
      execute(program, args, { cwd: scratch, env: { ...env, ...more } });
    // What the cache knows of a package may be older than the version the lock file names.
    const anew = { npm_config_prefer_offline: 'false', npm_config_prefer_online: 'true' };
    await fetch({})
      .catch(() => fetch(anew))
      .catch((error: unknown) => {
        throw fetchFailed(program, join(folder, lock), error);
      });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await mkdir(join(root, '.cache/warm'), { recursive: true });
  await writeFile(stamp, '');
}

function fetchFailed(program: string, lock: string, error: unknown): RehearsalError {
  const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
  if (code === 'ENOENT') {
    return new RehearsalError(
      `The example has a ${lock}, and there is no ${program} here.`,
      `Name it in rehearsal.yml with an exact version: needs: { npm: { ${program}: 10.34.9 } }`,
    );
  }
  return new RehearsalError(
    `${program} could not fetch what ${lock} names: ${`${stderr}${stdout}`.trim() || String(error)}`,
    'Bring the lock file up to date with package.json, and see that the package registry can be reached.',
  );
}

/** Installs packages of npm for their programs, each version once. Returns the folders the programs are in. Says so when it does. */
export async function installPrograms(
  root: string,
  packages: Readonly<Record<string, string>>,
  npm: Record<string, string>,
  say: (line: string) => void,
): Promise<string[]> {
  const folders: string[] = [];
  for (const [name, version] of Object.entries(packages)) {
    const home = join(root, '.cache/programs', `${name.replaceAll('/', '+')}@${version}`);
    const programs = join(home, 'node_modules/.bin');
    if (!existsSync(programs)) {
      say(`Fetching ${name} ${version} for the rehearsal, once …`);
      await mkdir(home, { recursive: true });
      await writeFile(join(home, 'package.json'), '{ "private": true }\n');
      const args = ['install', '--no-save', '--ignore-scripts', `${name}@${version}`];
      await execute('npm', args, { cwd: home, env: { ...process.env, ...npm } });
    }
    folders.push(programs);
  }
  return folders;
}
