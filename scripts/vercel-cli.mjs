// Runs the official Vercel CLI against the local Vercel: `node scripts/vercel-cli.mjs`.
// It is the proof that the local Vercel is real enough, kept out of the default tests because the CLI is 358 MB.
// Plain JavaScript, so that it runs on any Node from 20 on once `npm ci` was run.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The wire protocol was measured with this version: another one may ask differently.
const version = '60.1.3';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, '.cache/vercel-cli');
const installed = join(home, 'node_modules/vercel');

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node ${process.versions.node} is too old for the CLI: it needs Node 20 or newer.`);
if (!existsSync(join(root, 'node_modules/esbuild')))
  fail('The dependencies of the project are missing. Run `npm ci`, then this again.');
install();
const program = join(root, '.cache/run/vercel-cli.check.mjs');
const { build } = await import('esbuild');
await build({
  entryPoints: [join(root, 'test/vercel-cli/vercel-cli.check.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
const child = spawn(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, VERCEL_CLI: join(installed, 'dist/vc.js') },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));

/** Installs the CLI once, apart from the project's own packages. */
function install() {
  const manifest = join(installed, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version) return;
  console.log(`Installing vercel@${version} into .cache/vercel-cli, once (358 MB, about 25 s) …`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}\n');
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--save-exact',
    `vercel@${version}`,
  ];
  const result = spawnSync('npm', args, { cwd: home, stdio: 'inherit' });
  if (result.status !== 0)
    fail(
      `npm could not install vercel@${version}. Check that npm reaches its registry, then run this again.`,
    );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
