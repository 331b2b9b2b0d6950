import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Makes the stand-in for Prisma's schema engine ready, once for each state of its lock file, and returns the variables
 * that lead Prisma to it, so that Prisma downloads nothing. `npm`: settings of npm as variables. Throws when npm fails.
 */
export async function prismaEngine(
  root: string,
  npm: Record<string, string>,
  say: (line: string) => void,
): Promise<Record<string, string>> {
  // From the root, not from this file: a rehearsal runs from a bundle that lies elsewhere.
  const folder = join(root, 'rehearsal/prisma');
  const engine = join(folder, 'engine.mjs');
  const home = join(root, '.cache/programs/prisma-engine');
  const lock = createHash('sha256')
    .update(await readFile(join(folder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(home, '.installed-lock');
  if (!existsSync(stamp) || (await readFile(stamp, 'utf8')) !== lock) {
    say("Fetching what stands in for Prisma's schema engine, once …");
    await install(folder, home, npm, lock);
  }
  return {
    PRISMA_SCHEMA_ENGINE_BINARY: engine,
    // Prisma 6 asks for this file too and does not load it to migrate.
    PRISMA_QUERY_ENGINE_LIBRARY: engine,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
}

/** Installed beside its place and renamed: several processes may ask at once. */
async function install(
  folder: string,
  home: string,
  npm: Record<string, string>,
  lock: string,
): Promise<void> {
  await mkdir(join(home, '..'), { recursive: true });
  const half = await mkdtemp(`${home}.`);
  try {
    for (const file of ['package.json', 'package-lock.json']) await cp(join(folder, file), join(half, file));
    const env = { ...process.env, ...npm };
    await execute('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: half, env });
    await writeFile(join(half, '.installed-lock'), lock);
    await rm(home, { recursive: true, force: true });
    await rename(half, home);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}
