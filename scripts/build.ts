import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { actionNames } from './project.js';
import { run } from './run.js';

/**
 * Builds `dist/<name>/` of every action with ncc from a clean start. Types are checked by `npm run types`; here they
 * are only stripped, which makes a build take seconds. Two at a time: that is what a small machine has cores for.
 */
export async function buildDist(root: string): Promise<void> {
  const queue = [...actionNames];
  const worker = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) await buildOne(root, name);
  };
  await Promise.all([worker(), worker()]);
}

async function buildOne(root: string, name: string): Promise<void> {
  const out = join(root, 'dist', name);
  await rm(out, { recursive: true, force: true });
  const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const entry = join(root, 'actions', name, 'index.ts');
  const options = ['--minify', '--transpile-only', '--no-cache', '--license', 'licenses.txt', '--quiet'];
  await run(process.execPath, [ncc, 'build', entry, '-o', out, ...options], root);
}

if (process.argv[1]?.endsWith('scripts-build.mjs')) {
  const began = Date.now();
  await buildDist(process.cwd());
  console.log(
    `Built dist/ of ${actionNames.length} actions in ${((Date.now() - began) / 1000).toFixed(1)} s.`,
  );
}
