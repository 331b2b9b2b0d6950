import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { glob } from 'tinyglobby';
import { licensesOf } from './licenses.js';
import { programs } from './project.js';
import { run } from './run.js';

/**
 * Builds `dist/<name>/` of every program with ncc from a clean start. Types are checked by `npm run types`; here they
 * are only stripped first, which makes a build take seconds. Two at a time: that is what a small machine has cores for.
 * `dist/` is replaced at the end, so that a build that fails leaves the last one in its place.
 */
export async function buildDist(root: string): Promise<void> {
  await mkdir(join(root, '.cache'), { recursive: true });
  const site = await mkdtemp(join(root, '.cache/build-'));
  try {
    const plain = await stripTypes(root);
    const fresh = join(site, 'dist');
    const queue = [...programs];
    const worker = async () => {
      for (let one = queue.shift(); one; one = queue.shift()) await buildOne({ root, plain, fresh }, one);
    };
    await Promise.all([worker(), worker()]);
    await rename(join(root, 'dist'), join(site, 'last')).catch(ignoreMissing);
    await rename(fresh, join(root, 'dist'));
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** The same tree as plain JavaScript; returns its folder, always the same one: bundles' parts are numbered by their paths. */
async function stripTypes(root: string): Promise<string> {
  const outdir = join(root, '.cache/plain');
  await rm(outdir, { recursive: true, force: true });
  const sources = await glob(['actions/**/*.ts', 'init/**/*.ts', 'src/**/*.ts', '!**/*.test.ts'], {
    cwd: root,
  });
  const entryPoints = sources.map((file) => join(root, file));
  await build({ entryPoints, outdir, outbase: root, format: 'esm', target: 'node24', platform: 'node' });
  return outdir;
}

interface Place {
  root: string;
  /** The tree as plain JavaScript. */
  plain: string;
  /** Where the bundles go. */
  fresh: string;
}

async function buildOne(
  { root, plain, fresh }: Place,
  { name, folder }: (typeof programs)[number],
): Promise<void> {
  const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const entry = join(plain, folder, 'index.js');
  const out = join(fresh, name);
  await run(process.execPath, [ncc, 'build', entry, '-o', out, '--minify', '--no-cache', '--quiet'], root);
  await writeFile(join(out, 'licenses.txt'), await licensesOf(root, entry));
  await copyParser(root, out);
}

const parserFile = 'libpg-query.wasm';

/** PostgreSQL's parser is a wasm file that the bundle looks for beside itself; ncc does not know of it. */
async function copyParser(root: string, out: string): Promise<void> {
  const files = (await readdir(out)).filter((file) => file.endsWith('.js'));
  const texts = await Promise.all(files.map((file) => readFile(join(out, file), 'utf8')));
  if (!texts.some((text) => text.includes(parserFile))) return;
  await copyFile(join(root, 'node_modules/libpg-query/wasm', parserFile), join(out, parserFile));
}

if (process.argv[1]?.endsWith('scripts-build.mjs')) {
  const began = Date.now();
  await buildDist(process.cwd());
  console.log(`Built dist/ of ${programs.length} programs in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}
