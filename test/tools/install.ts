import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.cwd();
/** An install that takes longer than this has died and left its mark behind. */
const staleMs = 300_000;

/**
 * Installs a set of other people's tools that tests and benchmarks run, once for each lock file, apart from the project's
 * own packages: `test/tools/<set>/package.json` and its lock go to `.cache/tools/<set>`. Returns that folder; programs
 * are in its `node_modules/.bin`. Several processes may ask at once. Throws when npm fails.
 */
export async function installTools(set: string): Promise<string> {
  const source = join(root, 'test/tools', set);
  const home = join(root, '.cache/tools', set);
  const stamp = join(home, '.installed-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(source, 'package-lock.json')))
    .digest('hex');
  const done = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (done()) return home;
  mkdirSync(join(root, '.cache/tools'), { recursive: true });
  const busy = `${home}.busy`;
  const began = Date.now();
  for (;;) {
    try {
      mkdirSync(busy);
      break;
    } catch {
      // Another process installs the same set, or died while it did.
      if (Date.now() - began > staleMs) rmSync(busy, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  try {
    if (!done()) install(source, home, stamp, lock);
  } finally {
    rmSync(busy, { recursive: true, force: true });
  }
  return home;
}

function install(source: string, home: string, stamp: string, lock: string): void {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    const from = existsSync(join(source, file)) ? join(source, file) : join(root, file);
    cpSync(from, join(home, file));
  }
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', args, { cwd: home, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`npm ci for ${source} failed:\n${result.stdout}${result.stderr}`);
  writeFileSync(stamp, lock);
}
