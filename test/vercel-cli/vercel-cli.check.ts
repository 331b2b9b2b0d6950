import { strict as assert } from 'node:assert';
import type { Owner } from '../../rehearsal/platforms/vercel/index.js';
import { type Finished, startWorld, type World } from './cli.js';

/** One thing the CLI must be able to do; checks of an account run in their order, on one platform. */
interface Check {
  name: string;
  run(world: World): Promise<void>;
}

const accounts: Owner[] = [
  { kind: 'team', id: 'team_abc', slug: 'acme' },
  { kind: 'user', id: 'user_u1', username: 'ada' },
];

/** The scope on the command line: several commands do not take a team from the environment. */
function scope({ owner }: World): string[] {
  return owner.kind === 'team' ? ['--scope', owner.slug] : [];
}

function succeeded(finished: Finished): Finished {
  assert.equal(finished.code, 0, `exit ${finished.code}\n${finished.stdout}\n${finished.stderr}`);
  return finished;
}

async function textAt(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** Deploys a page and returns the host the CLI printed, without its scheme. */
async function deploy(
  world: World,
  page: string,
  flags: string[],
  more: Record<string, string> = {},
): Promise<string> {
  const directory = await world.directory({ 'index.html': page, ...more });
  const { stdout } = succeeded(await world.run(['deploy', '--yes', ...flags], directory));
  assert.match(stdout, /^https:\/\/127\.0\.0\.1:\d+$/);
  const host = stdout.replace('https://', '');
  assert.equal(await textAt(`http://${host}`), page);
  return host;
}

const live = (world: World) => textAt(world.vercel.productionUrl('site'));

async function idOf(world: World, host: string): Promise<string> {
  const deployment = world.vercel.deployments('site').find(({ url }) => url === host);
  assert.ok(deployment, `no deployment has the host ${host}`);
  return deployment.id;
}

const checks: Check[] = [
  {
    name: 'deploy --prod goes live',
    run: async (world) => {
      await deploy(world, 'one', ['--prod'], { 'style.css': 'a{}' });
      assert.equal(await live(world), 'one');
    },
  },
  {
    name: 'deploy makes a preview and leaves production alone',
    run: async (world) => {
      await deploy(world, 'preview', []);
      assert.equal(await live(world), 'one');
    },
  },
  {
    name: '--prod --skip-domain stages, promote makes it live',
    run: async (world) => {
      const host = await deploy(world, 'two', ['--prod', '--skip-domain'], { 'style.css': 'b{}' });
      assert.equal(await live(world), 'one');
      const { stderr } = succeeded(
        await world.run(['promote', await idOf(world, host), '--yes', ...scope(world)]),
      );
      assert.match(stderr, /was promoted to/);
      assert.equal(await live(world), 'two');
    },
  },
  {
    name: 'promote of what is live already says so',
    run: async (world) => {
      const id = world.vercel.productionDeployment('site') ?? '';
      const { code, stderr } = await world.run(['promote', id, '--yes', ...scope(world)]);
      assert.equal(code, 1);
      assert.match(stderr, /409/);
    },
  },
  {
    name: '--prebuilt serves the build output',
    run: async (world) => {
      const directory = await world.directory({
        '.vercel/output/config.json': '{"version":3}',
        '.vercel/output/builds.json': '{"target":"production"}',
        '.vercel/output/static/index.html': 'three',
      });
      succeeded(await world.run(['deploy', '--prebuilt', '--prod', '--yes'], directory));
      assert.equal(await live(world), 'three');
    },
  },
  {
    name: '--archive=tgz unpacks on the other side',
    run: async (world) => {
      await deploy(world, 'four', ['--prod', '--archive=tgz'], { 'deep/er/page.txt': 'text' });
      assert.equal(await textAt(`${world.vercel.productionUrl('site')}/deep/er/page.txt`), 'text');
    },
  },
  {
    name: 'rollback brings the previous one back, promote the later one',
    run: async (world) => {
      const three = world.vercel.deployments('site').at(-2)?.id ?? '';
      const four = world.vercel.deployments('site').at(-1)?.id ?? '';
      const { stderr } = succeeded(await world.run(['rollback', three, ...scope(world)]));
      assert.match(stderr, /was rolled back to/);
      assert.equal(await live(world), 'three');
      succeeded(await world.run(['promote', four, '--yes', ...scope(world)]));
      assert.equal(await live(world), 'four');
      succeeded(await world.run(['promote', 'status']));
    },
  },
  {
    name: 'inspect tells of a deployment by host, with its log and as JSON',
    run: async (world) => {
      // Without a scheme: from a full URL, inspect keeps the host and drops the port.
      const deployment = world.vercel.deployments('site').at(-1);
      assert.ok(deployment);
      const { stderr } = succeeded(await world.run(['inspect', deployment.url, ...scope(world)]));
      assert.match(stderr, /Ready/);
      const logs = succeeded(await world.run(['inspect', deployment.id, '--logs', ...scope(world)]));
      assert.match(logs.stderr, /static files/);
      const { stdout } = succeeded(await world.run(['inspect', deployment.id, '--json', ...scope(world)]));
      assert.equal((JSON.parse(stdout) as { id?: unknown }).id, deployment.id);
    },
  },
  {
    name: 'redeploy builds the same source again',
    run: async (world) => {
      const id = world.vercel.deployments('site').at(-1)?.id ?? '';
      const { stdout } = succeeded(await world.run(['redeploy', id, ...scope(world)]));
      assert.equal(await textAt(stdout.trim().replace('https://', 'http://')), 'four');
    },
  },
  {
    name: 'ls prints the urls, newest first',
    run: async (world) => {
      const { stdout } = succeeded(await world.run(['ls']));
      const urls = world.vercel.deployments('site').map(({ url }) => `https://${url}`);
      assert.deepEqual(stdout.trim().split('\n'), urls.reverse());
    },
  },
  {
    name: 'alias set gives a deployment a host, alias ls shows it',
    run: async (world) => {
      const id = world.vercel.productionDeployment('site') ?? '';
      succeeded(await world.run(['alias', 'set', id, 'demo.vercel.app', ...scope(world)]));
      assert.equal(await textAt(world.vercel.aliasUrl('demo.vercel.app') ?? ''), 'four');
      const { stdout } = succeeded(await world.run(['alias', 'ls', ...scope(world)]));
      assert.match(stdout, /demo\.vercel\.app/);
    },
  },
  {
    name: 'a failed build ends deploy with 1 and its log',
    run: async (world) => {
      world.vercel.scriptNextDeployment({ end: 'ERROR', buildLog: ['src/a.ts: error'] });
      const directory = await world.directory({ 'index.html': 'broken' });
      const { code, stderr } = await world.run(['deploy', '--prod', '--yes'], directory);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /src\/a\.ts: error/);
      assert.equal(await live(world), 'four');
    },
  },
  {
    name: 'env ls shows the variables of the project',
    run: async (world) => {
      assert.match(succeeded(await world.run(['env', 'ls'])).stdout, /GREETING/);
    },
  },
  {
    name: 'rolling-release: configure, deploy --prod, fetch, approve, complete',
    run: async (world) => {
      const stages = [{ targetPercentage: 10 }, { targetPercentage: 50 }, { targetPercentage: 100 }];
      const config = { enabled: true, advancementType: 'manual-approval', stages };
      succeeded(await world.run(['rolling-release', 'configure', '--cfg', JSON.stringify(config)]));
      const directory = await world.directory({ 'index.html': 'canary', 'style.css': 'c{}' });
      succeeded(await world.run(['deploy', '--prod', '--yes'], directory));
      const dpl = ['--dpl', world.vercel.deployments('site').at(-1)?.id ?? ''];
      const { stderr } = succeeded(await world.run(['rolling-release', 'fetch']));
      assert.match(stderr, /"ACTIVE"/);
      succeeded(await world.run(['rolling-release', 'approve', ...dpl, '--currentStageIndex', '0']));
      const answers = new Set(await Promise.all(Array.from({ length: 10 }, () => live(world))));
      assert.deepEqual([...answers].sort(), ['canary', 'four']);
      succeeded(await world.run(['rolling-release', 'complete', ...dpl]));
      assert.equal(await live(world), 'canary');
      succeeded(await world.run(['rolling-release', 'configure', '--disable']));
    },
  },
  {
    name: 'remove takes a deployment away',
    run: async (world) => {
      const host = await deploy(world, 'short-lived', []);
      succeeded(await world.run(['remove', await idOf(world, host), '--yes', ...scope(world)]));
      assert.equal(
        world.vercel.deployments('site').some(({ url }) => url === host),
        false,
      );
    },
  },
];

async function checkAccount(owner: Owner, cli: string): Promise<{ passed: number; failed: number }> {
  const world = await startWorld(owner, cli);
  const count = { passed: 0, failed: 0 };
  try {
    for (const { name, run } of checks) {
      const began = Date.now();
      const error = await run(world).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      count[error === undefined ? 'passed' : 'failed'] += 1;
      const mark = error === undefined ? 'ok  ' : 'FAIL';
      console.log(`${mark} ${owner.kind}: ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
      if (error !== undefined) console.log(error instanceof Error ? error.message : String(error));
    }
  } finally {
    await world.close();
  }
  return count;
}

const cli = process.env.VERCEL_CLI;
if (!cli) {
  console.error('VERCEL_CLI is not set. Start these checks with `node scripts/vercel-cli.mjs`.');
  process.exit(1);
}
const counts = await Promise.all(accounts.map((owner) => checkAccount(owner, cli)));
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
