import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

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
    npm_config_registry: registry,
    ...(cafile && cafile !== 'null' ? { npm_config_cafile: cafile } : {}),
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}

/** Fills the package cache with what the example's lock files name; once for each state of them. Says so when it does. */
export async function warmPackageCache(
  root: string,
  example: string,
  folders: readonly string[],
  npm: Record<string, string>,
  say: (line: string) => void,
): Promise<void> {
  for (const folder of folders) {
    const lock = join(example, folder, 'package-lock.json');
    if (!existsSync(lock)) continue;
    const digest = createHash('sha256')
      .update(await readFile(lock))
      .digest('hex')
      .slice(0, 16);
    const stamp = join(root, '.cache/warm', digest);
    if (existsSync(stamp)) continue;
    say(`Fetching the packages of ${folder} into the rehearsal's cache, once for each lock file …`);
    const scratch = await mkdtemp(join(tmpdir(), 'rehearsal-packages-'));
    await cp(lock, join(scratch, 'package-lock.json'));
    await cp(join(example, folder, 'package.json'), join(scratch, 'package.json'));
    await execute('npm', ['ci', '--ignore-scripts'], { cwd: scratch, env: { ...process.env, ...npm } });
    await rm(scratch, { recursive: true, force: true });
    await mkdir(join(root, '.cache/warm'), { recursive: true });
    await writeFile(stamp, '');
  }
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
