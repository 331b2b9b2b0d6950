import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { pack, send, until } from '../platforms/railway/fixture.js';
import { startRailwayPlatform } from '../platforms/railway/index.js';
import { installPrograms, npmEnvironment, warmPackageCache } from './npm.js';

const root = resolve('.');
const npm = await npmEnvironment(root);
const fetched = await installPrograms(root, { pnpm: '10.34.9' }, npm, () => {}).catch(() => undefined);
const programs = fetched ?? [];
const here = fetched ? it : it.skip;
const unless = fetched ? '' : ' (skipped: pnpm could not be fetched from the package registry)';

const home = mkdtempSync(join(tmpdir(), 'workspace-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A service and a package it uses, which uses one of the registry: each is found through a link of the one before. */
const workspace: Record<string, string> = {
  'package.json': JSON.stringify({ name: 'shop', private: true, packageManager: 'pnpm@10.1.0' }),
  'pnpm-workspace.yaml': 'packages: [apps/*, packages/*]\nonlyBuiltDependencies: []\n',
  'apps/api/package.json': JSON.stringify({
    ...{ name: 'api', private: true },
    scripts: { build: 'node build.js', start: 'node dist/server.js' },
    dependencies: { lib: 'workspace:*' },
  }),
  'apps/api/build.js': `const { cpSync } = require('node:fs');
cpSync('server.js', 'dist/server.js');
console.log('built with', require('lib').say());`,
  'apps/api/server.js': `const server = require('node:http').createServer((request, response) => {
  setTimeout(() => response.end(require('lib').say()), request.url === '/slow' ? 400 : 0);
});
process.on('SIGTERM', () => server.close(() => process.exit(0)));
server.listen(process.env.PORT, '127.0.0.1');`,
  'packages/lib/package.json': JSON.stringify({
    ...{ name: 'lib', version: '1.0.0', private: true, main: 'index.js' },
    dependencies: { ms: '2.1.3' },
  }),
  'packages/lib/index.js': "exports.say = () => `an hour is ${require('ms')('1h')}`;",
  'pnpm-lock.yaml': `lockfileVersion: '9.0'
settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false
importers:
  .: {}
  apps/api:
    dependencies:
      lib:
        specifier: workspace:*
        version: link:../../packages/lib
  packages/lib:
    dependencies:
      ms:
        specifier: 2.1.3
        version: 2.1.3
packages:
  ms@2.1.3:
    resolution: {integrity: sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==}
snapshots:
  ms@2.1.3: {}
`,
};

function write(folder: string): void {
  for (const [name, text] of Object.entries(workspace)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe('a pnpm workspace', () => {
  here(
    `is built and run from its root, and asks no network once its lock is known${unless}`,
    async () => {
      const example = join(home, 'example');
      write(example);
      await warmPackageCache({ root, example, folders: ['.'], npm, programs, say: () => {} });
      const platform = await startRailwayPlatform({
        tokens: { project: 'project-token' },
        project: {
          ...{ id: 'prj', name: 'shop', environments: [{ id: 'env', name: 'production' }] },
          services: [
            {
              ...{ id: 'svc', name: 'api', healthcheckPath: '/', healthcheckTimeout: 10, drainingSeconds: 5 },
              buildCommand: 'pnpm --filter api build',
              startCommand: 'pnpm --filter api start',
              preDeployCommand: ['pnpm --filter api exec node -p "require(\'lib\').say()"'],
            },
          ],
        },
        workDirectory: join(home, 'railway'),
        node: process.execPath,
        tools: programs,
        environment: { ...npm, npm_config_registry: 'http://127.0.0.1:9/' },
      });
      try {
        const answer = await send(platform, await pack(workspace));
        const { deploymentId } = (await answer.json()) as { deploymentId: string };
        await until(platform, deploymentId, 'SUCCESS', 20_000);
        const slow = fetch(`${platform.serviceUrl('api')}/slow`);
        expect(await (await fetch(platform.serviceUrl('api'))).text()).toBe('an hour is 3600000');
        const [deployment] = platform.deployments('api');
        expect(deployment?.buildLog.join('\n')).toContain('built with an hour is 3600000');
        expect(deployment?.deploymentLog.join('\n')).toContain('an hour is 3600000');
        // pnpm in front would end at once and take the request with it.
        process.kill(deployment?.pid ?? 0, 'SIGTERM');
        expect(await (await slow).text()).toBe('an hour is 3600000');
      } finally {
        await platform.close();
      }
    },
    60_000,
  );

  it('says what to declare when there is no pnpm', async () => {
    const example = join(home, 'without');
    write(example);
    // Another lock than the one above, which may be known already.
    writeFileSync(join(example, 'pnpm-lock.yaml'), `${workspace['pnpm-lock.yaml']}# ${Math.random()}\n`);
    const { PATH } = process.env;
    process.env.PATH = '/nowhere';
    const warm = warmPackageCache({ root, example, folders: ['.'], npm, programs: [], say: () => {} });
    await expect(warm.finally(() => (process.env.PATH = PATH))).rejects.toThrow(
      'The example has a pnpm-lock.yaml, and there is no pnpm here.',
    );
  });
});
